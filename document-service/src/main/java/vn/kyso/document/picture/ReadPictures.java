package vn.kyso.document.picture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.DocumentSettings;
import vn.kyso.document.document.Problems;
import vn.kyso.document.document.Sha256;
import vn.kyso.frame.ProblemException;
import vn.kyso.pades.PictureIntake;
import vn.kyso.pades.PictureResult;
import vn.kyso.pades.Refusal;
import vn.kyso.pades.stamp.StampPicture;

/// Pictures as stamps have them, read once and shared between documents and requests.
@Component
public class ReadPictures {
    /// Each is up to two megabytes of heap.
    private static final int KEPT = 8;

    private final Pictures pictures;
    /// Decoding takes up to 40 MB of heap for a moment.
    private final Semaphore decoding;

    private final Map<Sha256, StampPicture> read = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, StampPicture> eldest) {
            return size() > KEPT;
        }
    };

    ReadPictures(Pictures pictures, DocumentSettings settings) {
        this.pictures = pictures;
        this.decoding = new Semaphore(settings.concurrentIntakes(), true);
    }

    /// The tenant's picture.
    public StampPicture of(String tenant, UUID id) {
        return pictures.digest(tenant, id)
                .flatMap(digest -> known(Sha256.of(digest)))
                .or(() -> pictures.content(tenant, id).map(this::read))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such picture")
                        .with("pictureId", id.toString()));
    }

    /// What these bytes show.
    StampPicture read(byte[] file) {
        decoding.acquireUninterruptibly();
        try {
            StampPicture picture = switch (PictureIntake.read(file)) {
                case PictureResult.Read(StampPicture shown) -> shown;
                case PictureResult.Refused(Refusal refusal) ->
                    throw new ProblemException(Problems.of(refusal.reason()), refusal.detail());
            };
            keep(Sha256.of(Sha256.start().digest(file)), picture);
            return picture;
        } finally {
            decoding.release();
        }
    }

    private synchronized void keep(Sha256 digest, StampPicture picture) {
        read.put(digest, picture);
    }

    private synchronized Optional<StampPicture> known(Sha256 digest) {
        return Optional.ofNullable(read.get(digest));
    }
}
