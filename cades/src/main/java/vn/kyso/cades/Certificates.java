package vn.kyso.cades;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// X.509 certificates from and to bytes, without checked noise.
public final class Certificates {
    private Certificates() {}

    /// Parses one DER certificate.
    ///
    /// @throws IllegalArgumentException if the bytes are no certificate
    public static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("Not an X.509 certificate", e);
        }
    }

    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("A certificate without an encoding", e);
        }
    }

    /// SHA-256 of the DER, base64url without padding: a certificate's name in events and on the wire.
    public static String digest(X509Certificate certificate) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(der(certificate)));
    }

    /// Serial as people read it: upper-case hexadecimal without leading zeros.
    public static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT);
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /// IssuerAndSerialNumber of RFC 5652, 10.2.4.
    static byte[] issuerAndSerial(X509Certificate certificate) {
        return Der.sequence(
                certificate.getIssuerX500Principal().getEncoded(), Der.integer(certificate.getSerialNumber()));
    }
}
