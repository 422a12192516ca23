package vn.kyso.document.picture;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.DocumentId;
import vn.kyso.document.document.Sha256;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.frame.RequesterApi;
import vn.kyso.pades.stamp.StampPicture;

/// A tenant's pictures over HTTP. What is another tenant's reads as if it were not there.
@RestController
@RequestMapping("/v1/pictures")
@RequesterApi(scope = "signatures:request")
class PictureController {
    private final Pictures pictures;
    private final ReadPictures read;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    PictureController(
            Pictures pictures,
            ReadPictures read,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.pictures = pictures;
        this.read = read;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// The same bytes again are the same picture, so that no idempotency key is needed.
    @PostMapping(
            consumes = {MediaType.IMAGE_PNG_VALUE, MediaType.IMAGE_JPEG_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.IMAGE_PNG_VALUE,
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = MediaType.IMAGE_JPEG_VALUE,
                                        schema = @Schema(type = "string", format = "binary"))
                            }),
            responses = {
                @ApiResponse(
                        responseCode = "201",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = Picture.class))),
                @ApiResponse(
                        responseCode = "200",
                        description = "It is there already",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = Picture.class)))
            })
    ResponseEntity<Picture> add(Requester requester, HttpServletRequest call) throws IOException {
        byte[] file = body(call);
        byte[] sha256 = Sha256.start().digest(file);
        Optional<Picture> before = pictures.withDigest(requester.tenant(), sha256);
        if (before.isPresent()) {
            return ResponseEntity.ok(before.get());
        }
        StampPicture shown = read.read(file);
        Picture picture = new Picture(
                UUID.randomUUID(),
                file[0] == (byte) 0x89 ? MediaType.IMAGE_PNG_VALUE : MediaType.IMAGE_JPEG_VALUE,
                file.length,
                shown.width(),
                shown.height(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        boolean added = Boolean.TRUE.equals(transaction.execute(tx -> {
            boolean anew = pictures.add(requester.tenant(), picture, sha256, file, requester.subject());
            if (anew) {
                record(requester, "picture-added", picture.id(), Sha256.of(sha256));
            }
            return anew;
        }));
        return added
                ? ResponseEntity.status(HttpStatus.CREATED)
                        .header("Location", "/v1/pictures/" + picture.id())
                        .body(picture)
                : ResponseEntity.ok(pictures.withDigest(requester.tenant(), sha256)
                        .orElseThrow(() -> new ProblemException(
                                ProblemType.TOO_MANY_PICTURES,
                                "There are " + Pictures.MOST + " pictures already; delete one")));
    }

    /// All of them: there are a hundred at most.
    record All(List<Picture> pictures) {}

    @GetMapping
    All list(Requester requester) {
        return new All(pictures.list(requester.tenant()));
    }

    @GetMapping("/{id}/content")
    @Operation(
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            content = {
                                @Content(
                                        mediaType = MediaType.IMAGE_PNG_VALUE,
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = MediaType.IMAGE_JPEG_VALUE,
                                        schema = @Schema(type = "string", format = "binary"))
                            }))
    ResponseEntity<byte[]> content(Requester requester, @PathVariable String id) {
        UUID picture = parse(id);
        Picture found = pictures.find(requester.tenant(), picture).orElseThrow(PictureController::notFound);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(found.mediaType()))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'")
                .body(pictures.content(requester.tenant(), picture).orElseThrow(PictureController::notFound));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(Requester requester, @PathVariable String id) {
        UUID picture = parse(id);
        transaction.executeWithoutResult(tx -> {
            Sha256 digest = pictures.digest(requester.tenant(), picture)
                    .map(Sha256::of)
                    .orElseThrow(PictureController::notFound);
            pictures.delete(requester.tenant(), picture);
            record(requester, "picture-deleted", picture, digest);
        });
        return ResponseEntity.noContent().build();
    }

    private void record(Requester requester, String act, UUID picture, Sha256 digest) {
        audit.record(
                act,
                picture.toString(),
                "requester:" + requester.subject(),
                requester.tenant(),
                Map.of("sha256", digest.value()));
    }

    private static byte[] body(HttpServletRequest call) throws IOException {
        byte[] file = call.getInputStream().readNBytes(StampPicture.MOST_BYTES + 1);
        if (file.length > StampPicture.MOST_BYTES) {
            throw new ProblemException(
                            ProblemType.PICTURE_TOO_LARGE,
                            "A picture has at most " + StampPicture.MOST_BYTES + " bytes")
                    .with("maxBytes", StampPicture.MOST_BYTES);
        }
        return file;
    }

    private static UUID parse(String id) {
        return DocumentId.parse(id).map(DocumentId::value).orElseThrow(PictureController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no such picture");
    }
}
