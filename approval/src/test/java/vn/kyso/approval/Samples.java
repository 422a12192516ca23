package vn.kyso.approval;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// One challenge that tests change in single places.
final class Samples {
    static final Instant DEADLINE = Instant.parse("2026-11-24T08:15:30.123Z");

    private Samples() {}

    static Challenge challenge() {
        return challenge(digest("certificate"), "ES256");
    }

    static Challenge challenge(String certificateDigest, String algorithm) {
        return new Challenge(
                "sign.example",
                "demo",
                "Công ty Thử Nghiệm",
                "request-1",
                digest("nonce"),
                digest("signer"),
                "credential-1",
                certificateDigest,
                algorithm,
                DEADLINE,
                "07",
                List.of(
                        new ChallengeDocument("document-1", "Hợp đồng.pdf", digest("document 1"), true),
                        new ChallengeDocument("document-2", "Phụ lục.pdf", digest("document 2"), false)));
    }

    static String digest(String of) {
        return Base64Url.encode(Fields.sha256(of.getBytes(StandardCharsets.UTF_8)));
    }
}
