package vn.kyso.testkit.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Whom the judges trust, as the files they read: a root as PEM, an NSS database with it, and CRLs for the judge that
/// asks for them. One for a whole test class; its folder goes with the JVM's temporary files.
public final class Trust {
    private final Path rootPem;
    private final Path nssDatabase;
    private final List<Path> crls;

    private Trust(Path rootPem, Path nssDatabase, List<Path> crls) {
        this.rootPem = rootPem;
        this.nssDatabase = nssDatabase;
        this.crls = List.copyOf(crls);
    }

    /// @param crls DER; needed to judge signatures that carry no status themselves (B-B, B-T)
    public static Trust in(X509Certificate root, List<byte[]> crls) {
        try {
            Path folder = Files.createTempDirectory("kyso-trust-");
            Path pem = folder.resolve("root.pem");
            Files.writeString(
                    pem,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            List<Path> lists = new ArrayList<>();
            for (byte[] crl : crls) {
                Path file = folder.resolve("list" + lists.size() + ".crl");
                Files.write(file, crl);
                lists.add(file);
            }
            return new Trust(pem, nssDatabase(folder, pem), lists);
        } catch (IOException e) {
            throw new UncheckedIOException("The judges' trust can't be written", e);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("A certificate without an encoding", e);
        }
    }

    private static Path nssDatabase(Path folder, Path pem) throws IOException {
        Path database = folder.resolve("nss");
        Files.createDirectory(database);
        String name = "sql:" + database;
        certutil(List.of("certutil", "-N", "-d", name, "--empty-password"));
        certutil(List.of("certutil", "-A", "-d", name, "-n", "root", "-t", "CT,C,C", "-i", pem.toString()));
        return database;
    }

    private static void certutil(List<String> command) {
        Tool.Result result = Tool.run(command);
        if (result.exit() != 0) {
            throw new IllegalStateException("certutil failed: " + result.output());
        }
    }

    Path rootPem() {
        return rootPem;
    }

    Path nssDatabase() {
        return nssDatabase;
    }

    List<Path> crls() {
        return crls;
    }
}
