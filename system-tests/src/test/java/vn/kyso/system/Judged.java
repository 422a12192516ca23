package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import vn.kyso.testkit.judge.Judgement;
import vn.kyso.testkit.judge.Trust;

/// What the judges say of a PDF, trusting the root that `kyso ca` prints.
public final class Judged {
    private Judged() {}

    public static Judgement of(byte[] pdf) {
        return Judgement.ofReachablePki(pdf, Trust.in(root(), List.of(crl("root"), crl("issuing"))));
    }

    private static X509Certificate root() {
        Platform.Said said = Platform.running().kyso("ca");
        assertThat(said.exitCode()).isZero();
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(said.output().getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException e) {
            throw new AssertionError("kyso ca printed no certificate: " + said.output(), e);
        }
    }

    private static byte[] crl(String ca) {
        return Http.send(HttpRequest.newBuilder(Platform.running().url().resolve("/pki/crl/" + ca + ".crl"))
                        .GET())
                .expecting(200)
                .body();
    }
}
