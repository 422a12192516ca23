package vn.kyso.document.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.DocumentSettings;
import vn.kyso.document.document.Places;
import vn.kyso.document.document.WorkFolder;
import vn.kyso.document.sealing.FetchStatus;
import vn.kyso.document.sealing.PkiSettings;
import vn.kyso.document.sealing.StatusCalls;
import vn.kyso.document.sealing.TrustAnchors;
import vn.kyso.frame.ProblemException;
import vn.kyso.pades.verify.NotAPdfException;
import vn.kyso.pades.verify.SignedPdfVerifier;
import vn.kyso.pades.verify.Verification;

/// Receives a file of any allowed size without holding it in memory, as soon as there is a place for it, waits for its
/// turn, verifies it.
@Component
class VerifyPdf {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final TrustAnchors anchors;
    private final FetchStatus status;
    private final PkiSettings pki;
    private final DocumentSettings limits;
    private final VerificationSettings settings;
    private final InstantSource clock;
    private final WorkFolder work;
    private final Places places;
    private final Semaphore turns;

    VerifyPdf(
            TrustAnchors anchors,
            FetchStatus status,
            PkiSettings pki,
            DocumentSettings limits,
            VerificationSettings settings,
            WorkFolder work,
            InstantSource clock) {
        this.anchors = anchors;
        this.status = status;
        this.pki = pki;
        this.limits = limits;
        this.settings = settings;
        this.work = work;
        this.clock = clock;
        this.places = new Places(settings.receiving(), settings.receivingEach());
        this.turns = new Semaphore(settings.concurrent(), true);
    }

    /// What was found, and whom the installation trusts by itself.
    record Verified(Verification verification, Set<X509Certificate> configured) {}

    /// @param tenant whose share of the places it takes
    /// @param declaredLength what the caller says it will send, or -1; refused at once where that is too much
    /// @param further anchors that the caller trusts besides
    Verified verify(String tenant, InputStream body, long declaredLength, List<X509Certificate> further) {
        requireWithinLimit(declaredLength);
        try (Places.Place _ = place(tenant);
                ReceivedFile file = ReceivedFile.create(work.newFile(), clock)) {
            receive(body, file);
            takeTurn();
            try {
                return verified(file, further);
            } finally {
                turns.release();
            }
        } catch (ReceivedFile.OutOfTimeException e) {
            throw new ProblemException(
                    ProblemType.DOCUMENT_TOO_COMPLEX, "The file takes longer to verify than is allowed", e);
        } catch (IOException e) {
            throw new UncheckedIOException("A received file can't be kept or read", e);
        }
    }

    private Verified verified(ReceivedFile file, List<X509Certificate> further) throws IOException {
        Set<X509Certificate> configured = anchors.all();
        Set<X509Certificate> trusted = new LinkedHashSet<>(configured);
        trusted.addAll(further);
        Instant until = clock.instant().plus(settings.timeLimit());
        file.readableUntil(until);
        try {
            Verification verification = new SignedPdfVerifier(
                            trusted,
                            new AskStatus(status, new StatusCalls(settings.fetches(), until, clock)),
                            clock,
                            pki.clockTolerance())
                    .verify(file);
            return new Verified(verification, configured);
        } catch (NotAPdfException e) {
            throw new ProblemException(ProblemType.NOT_A_PDF, "The body is no PDF", e);
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(settings.waitAtMost().toMillis(), TimeUnit.MILLISECONDS)) {
                throw tooMany();
            }
        } catch (InterruptedException e) {
            throw stopping(e);
        }
    }

    private Places.Place place(String tenant) {
        try {
            return places.take(tenant, Duration.ZERO).orElseThrow(VerifyPdf::tooMany);
        } catch (InterruptedException e) {
            throw stopping(e);
        }
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                ProblemType.SERVICE_UNAVAILABLE, "Too many files are being verified; try again in a moment");
    }

    private static ProblemException stopping(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ProblemException(ProblemType.SERVICE_UNAVAILABLE, "The service is stopping", e);
    }

    private void receive(InputStream body, ReceivedFile file) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
            file.append(buffer, read);
            requireWithinLimit(file.size());
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
        if (bytes > limits.maxSize().toBytes()) {
            throw new ProblemException(
                            ProblemType.DOCUMENT_TOO_LARGE,
                            "At most " + limits.maxSize().toBytes() + " bytes are taken")
                    .with("maxBytes", limits.maxSize().toBytes());
        }
    }
}
