package vn.kyso.benchmarks.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.RevocationData;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.judge.Trust;

/// The run's root, issuing CA, signer, TSA and OCSP responder, all in this process.
final class OfflinePki {
    private final TestPki pki = TestPki.now();
    private final TestPki.Identity signer = pki.rsa2048();
    private final RevocationData status = pki.revocationData(signer);

    List<X509Certificate> chain() {
        return signer.chain();
    }

    byte[] cms(byte[] byteRangeDigest, boolean timestamped) {
        return timestamped ? pki.timestampedCms(signer, byteRangeDigest) : pki.cms(signer, byteRangeDigest);
    }

    byte[] value(byte[] data) {
        return signer.sign(data);
    }

    byte[] token(byte[] digest) {
        return pki.timestamp(digest).der();
    }

    RevocationData status() {
        return status;
    }

    Trust trust() {
        return Trust.in(pki.root(), pki.crls());
    }

    /// What judges need: the root to trust, and the lists that say nothing was revoked.
    void writeTrust(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("root.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(Certificates.der(pki.root()))
                        + "\n-----END CERTIFICATE-----\n",
                StandardCharsets.US_ASCII);
        List<byte[]> lists = pki.crls();
        Files.write(folder.resolve("root.crl"), lists.get(0));
        Files.write(folder.resolve("issuing.crl"), lists.get(1));
    }
}
