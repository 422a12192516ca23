package vn.kyso.certificate.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import vn.kyso.certificate.profile.CertificateProfile;

/// Makes the vectors under `src/test/resources/lint` anew: see the README there. Each is a good certificate of
/// its profile, changed in the one way that its name says.
final class LintVectors {
    private final Path folder;

    private LintVectors(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        LintVectors vectors = new LintVectors(Path.of(args[0]));
        new FieldVectors(vectors).writeAll();
        new NameVectors(vectors).writeAll();
        new KeyVectors(vectors).writeAll();
        new ExtensionVectors(vectors).writeAll();
    }

    void good(String lint, CertificateProfile profile, String name, UnaryOperator<Forge> change) throws IOException {
        write(
                lint,
                profile,
                "good",
                name,
                change.apply(GoodCertificates.good(profile)).der());
    }

    void bad(String lint, CertificateProfile profile, String name, UnaryOperator<Forge> change) throws IOException {
        write(
                lint,
                profile,
                "bad",
                name,
                change.apply(GoodCertificates.good(profile)).der());
    }

    void write(String lint, CertificateProfile profile, String verdict, String name, byte[] tbs) throws IOException {
        Path file = folder.resolve(lint).resolve(verdict + "." + profile + "." + name + ".pem");
        Files.createDirectories(file.getParent());
        String issuer = profile == CertificateProfile.ROOT ? "" : pem("CERTIFICATE", issuer());
        Files.writeString(file, pem("TBS CERTIFICATE", tbs) + issuer, StandardCharsets.US_ASCII);
    }

    /// The issuer as the rules read it. Its signature is never looked at and is none.
    private static byte[] issuer() throws IOException {
        Forge root = GoodCertificates.good(CertificateProfile.ROOT);
        root.notBefore = new ASN1UTCTime("250101000000Z");
        root.notAfter = new ASN1GeneralizedTime("20600101000000Z");
        return new DERSequence(new ASN1Encodable[] {
                    org.bouncycastle.asn1.ASN1Primitive.fromByteArray(root.der()),
                    GoodCertificates.ES256,
                    new DERBitString(new byte[0])
                })
                .getEncoded();
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
