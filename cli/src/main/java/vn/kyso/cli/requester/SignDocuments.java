package vn.kyso.cli.requester;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.Json;
import vn.kyso.cli.http.ProblemAnswerException;

/// Steps 1 to 3 of the signing cycle, the wait, and the download of what came of it.
final class SignDocuments {
    private static final int FIRST_OF_JPEG = 0xff;

    private final RequesterApi api;
    private final StepTeller teller;
    private final InstantSource clock = InstantSource.system();

    SignDocuments(RequesterApi api, StepTeller teller) {
        this.api = api;
        this.teller = teller;
    }

    /// @return the exit code
    int run(List<Path> files, SigningOrder asked, SignedFiles targets) {
        SigningOrder order = withCertificate(asked);
        String picture =
                order.picture() == null ? null : picture(order.picture().file());
        List<String> documents = new ArrayList<>();
        for (Path file : files) {
            documents.add(upload(file));
        }
        JsonNode request = api.ask(order.toJson(documents, picture));
        teller.asked(request);
        Instant deadline =
                earlier(Json.text(request, "expiresAt"), clock.instant().plus(order.patience()));
        JsonNode finished = new RequestWatch(api, teller, clock).untilFinished(request, deadline);
        save(finished, documents, targets);
        teller.finished(finished);
        return exitCode(finished, deadline);
    }

    /// The certificate named by its serial, or else the first that can sign. Where none can, the service says why.
    private SigningOrder withCertificate(SigningOrder order) {
        if (order.serial() != null) {
            return order;
        }
        JsonNode certificates = api.certificates(order.userId()).path("certificates");
        List<JsonNode> able = new ArrayList<>();
        for (JsonNode certificate : certificates) {
            if (certificate.path("canSign").asBoolean(false)) {
                able.add(certificate);
            }
        }
        if (able.isEmpty()) {
            return certificates.isEmpty() ? order : order.withSerial(Json.text(certificates.path(0), "serial"));
        }
        teller.chosen(able.getFirst(), able.size() - 1);
        return order.withSerial(Json.text(able.getFirst(), "serial"));
    }

    private String upload(Path file) {
        try {
            long size = Files.size(file);
            JsonNode document = api.upload(
                    file.getFileName().toString(),
                    new UploadProgress(BodyPublishers.ofFile(file), sent -> teller.uploading(file, sent, size)));
            teller.uploaded(file, document);
            return Json.text(document, "id");
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        }
    }

    private String picture(Path file) {
        try {
            return Json.text(api.picture(BodyPublishers.ofFile(file), mediaType(file)), "id");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        }
    }

    /// By its first byte, whatever its name says; the service looks at the rest.
    private static String mediaType(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == FIRST_OF_JPEG ? "image/jpeg" : "image/png";
        }
    }

    private void save(JsonNode request, List<String> documents, SignedFiles targets) {
        for (JsonNode document : request.path("documents")) {
            int index = documents.indexOf(Json.text(document, "id"));
            if (index < 0 || !Json.text(document, "state").equals("signed")) {
                continue;
            }
            try (InputStream content = api.content(
                    Json.text(document, "id"), document.path("revision").asInt(0))) {
                targets.save(index, content, Json.text(document, "sha256"));
            } catch (IOException e) {
                throw new UncheckedIOException("The signed PDF could not be read", e);
            }
            teller.saved(request, document, targets.target(index));
        }
    }

    private int exitCode(JsonNode request, Instant deadline) {
        String reason = Json.text(request, "reason");
        return switch (Json.text(request, "outcome")) {
            case "signed" -> ExitCodes.DONE;
            case "declined" -> ExitCodes.DECLINED;
            case "expired" -> ExitCodes.EXPIRED;
            // Cancelled by ourselves when our patience ended, which is earlier than the request could.
            case "cancelled" -> clock.instant().isBefore(deadline) ? ExitCodes.REFUSED : ExitCodes.EXPIRED;
            case "refused", "failed" -> ExitCodes.ofReason(reason);
            default -> ExitCodes.REFUSED;
        };
    }

    private static Instant earlier(String expiresAt, Instant patienceEnds) {
        Instant expires = expiresAt.isEmpty() ? patienceEnds : Instant.parse(expiresAt);
        return expires.isBefore(patienceEnds) ? expires : patienceEnds;
    }

    static Duration left(Instant now, Instant deadline) {
        Duration left = Duration.between(now, deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// A cancel that came too late changes nothing; the request's end says what happened.
    static void cancelQuietly(RequesterApi api, String id) {
        try {
            api.cancel(id);
        } catch (ProblemAnswerException e) {
            if (!e.code().equals("request-finished")) {
                throw e;
            }
        }
    }
}
