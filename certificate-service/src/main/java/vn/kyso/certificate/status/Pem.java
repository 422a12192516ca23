package vn.kyso.certificate.status;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Certificates as text (RFC 7468).
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    public static String certificate(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n" + LINES.encodeToString(der) + "\n-----END CERTIFICATE-----\n";
    }
}
