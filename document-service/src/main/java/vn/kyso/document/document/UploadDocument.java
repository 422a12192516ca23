package vn.kyso.document.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.blob.BlobStore;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.IdempotencyKeys;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.pades.DocumentDigest;
import vn.kyso.pades.HashState;
import vn.kyso.pades.IntakeResult;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.PdfSource;

/// Step 1 of the signing cycle: the bytes stream to the blob store and are hashed on the way, the structure is read
/// once, and what signing needs of it is kept. Heap does not grow with the file.
@Component
class UploadDocument {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final BlobStore blobs;
    private final Segments segments;
    private final Documents documents;
    private final Outlines outlines;
    private final ReadStructure structure;
    private final WorkFolder work;
    private final IdempotencyKeys idempotency;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final DocumentSettings settings;

    UploadDocument(
            BlobStore blobs,
            Segments segments,
            Documents documents,
            Outlines outlines,
            ReadStructure structure,
            WorkFolder work,
            IdempotencyKeys idempotency,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock,
            DocumentSettings settings) {
        this.blobs = blobs;
        this.segments = segments;
        this.documents = documents;
        this.outlines = outlines;
        this.structure = structure;
        this.work = work;
        this.idempotency = idempotency;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
    }

    /// @param declaredLength what the caller says it will send, or -1; refused at once where that is too much, and not
    ///     believed otherwise
    ResponseEntity<DocumentView> upload(
            Requester requester, String name, InputStream body, long declaredLength, @Nullable String idempotencyKey) {
        requireWithinLimit(declaredLength);
        DocumentDigest digest = DocumentDigest.start();
        StoredBlob blob = segments.store(requester.tenant(), out -> receive(body, out, digest));
        boolean kept = false;
        try {
            String fingerprint = "POST /v1/documents " + name + " "
                    + Sha256.of(digest.digest()).value();
            StoredBlob[] used = new StoredBlob[1];
            ResponseEntity<DocumentView> answer =
                    idempotency.once(requester.tenant(), idempotencyKey, fingerprint, DocumentView.class, () -> {
                        Taken taken = take(requester, blob, digest.state());
                        used[0] = taken.blob();
                        return commit(requester, name, taken);
                    });
            kept = blob.equals(used[0]);
            return answer;
        } finally {
            if (!kept) {
                segments.discard(blob.key());
            }
        }
    }

    /// What is stored in the end: the upload, or its repaired form.
    private record Taken(PdfOutline outline, StoredBlob blob, boolean repaired) {}

    private Taken take(Requester requester, StoredBlob blob, HashState state) {
        if (blob.length() == 0) {
            throw new ProblemException(ProblemType.NOT_A_PDF, "The body is empty");
        }
        Path folder = work.newFolder();
        try (BlobSource source = new BlobSource(blobs.open(blob.key()))) {
            return switch (structure.read(requester.tenant(), source, state, folder)) {
                case IntakeResult.Accepted(PdfOutline outline) -> new Taken(outline, blob, false);
                case IntakeResult.Repaired(PdfOutline outline) -> {
                    Path repaired = folder.resolve(IntakeApartMain.REPAIRED);
                    yield new Taken(
                            outline, segments.store(requester.tenant(), out -> Files.copy(repaired, out)), true);
                }
                case IntakeResult.Refused(var refusal) -> throw Problems.of(refusal);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("Blob " + blob.key() + " can't be read", e);
        } finally {
            work.remove(folder);
        }
    }

    private ResponseEntity<DocumentView> commit(Requester requester, String name, Taken taken) {
        DocumentId id = DocumentId.create();
        NewDocument document = new NewDocument(
                id,
                requester.tenant(),
                name,
                requester.subject(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                taken.repaired(),
                outlines.seal(id, 1, taken.outline()));
        transaction.executeWithoutResult(tx -> {
            documents.add(document, taken.blob());
            audit.record(
                    "document-uploaded",
                    id.toString(),
                    "requester:" + requester.subject(),
                    requester.tenant(),
                    Map.of("sha256", document.revision().sha256().value()));
        });
        Document stored = documents.find(requester.tenant(), id).orElseThrow();
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Location", "/v1/documents/" + id)
                .body(DocumentView.of(stored, taken.outline()));
    }

    private long receive(InputStream body, OutputStream out, DocumentDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        while (true) {
            int read = read(body, buffer);
            if (read < 0) {
                return total;
            }
            total += read;
            requireWithinLimit(total);
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
    }

    private static int read(InputStream body, byte[] buffer) {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "The upload broke off; send it again", e);
        }
    }

    private void requireWithinLimit(long bytes) {
        if (bytes > settings.maxSize().toBytes()) {
            throw new ProblemException(
                            ProblemType.DOCUMENT_TOO_LARGE,
                            "At most " + settings.maxSize().toBytes() + " bytes are taken")
                    .with("maxBytes", settings.maxSize().toBytes());
        }
    }

    /// One blob as the engine reads it.
    private record BlobSource(SeekableByteChannel channel) implements PdfSource {
        @Override
        public long size() {
            try {
                return channel.size();
            } catch (IOException e) {
                throw new UncheckedIOException("The size of a blob can't be read", e);
            }
        }

        @Override
        public int read(long position, java.nio.ByteBuffer into) throws IOException {
            channel.position(position);
            int total = 0;
            while (into.hasRemaining()) {
                int read = channel.read(into);
                if (read < 0) {
                    break;
                }
                total += read;
            }
            return total;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
