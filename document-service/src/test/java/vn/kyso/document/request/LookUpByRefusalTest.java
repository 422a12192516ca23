package vn.kyso.document.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.played.PlayedPki;
import vn.kyso.testkit.TestKeys;

/// Whoever asks only to be refused learns about signers no more than a look-up tells, and no more often.
@TestPropertySource(properties = "kyso.sign-request.refusals-per-minute=6")
class LookUpByRefusalTest extends DocumentServiceTest {
    private static final String SUSPENDED = "ICA.001099000991";

    @Test
    void aRefusalIsALookUpThatIsLimitedAndAudited() {
        PlayedPki.Holder holder = PKI.signer("Tạm dừng");
        SignerRef signer = SignerRef.of(SUSPENDED, TestKeys.signerKey());
        services.publish(services.state(PKI, holder, signer, CertificateState.Status.SUSPENDED));
        awaitUntil(() -> jdbc.sql("select exists (select from certificate where digest = :digest)")
                .param("digest", holder.digest())
                .query(Boolean.class)
                .single());
        String document = upload(Pdfs.pages(1));

        Api.Answer first = ask(SUSPENDED, document, 1);
        assertThat(first.code()).isEqualTo("certificate-suspended");
        assertThat(first.toString()).doesNotContain(holder.serial());
        assertThat(audited(signer)).containsExactly("requester|demo|{\"refused\":\"certificate-suspended\"}");

        // A place that is not on the page would tell of a signer who can sign.
        assertThat(ask(USER, document, 9).code()).isEqualTo("page-out-of-range");
        assertThat(audited(SIGNER)).containsExactly("requester|demo|{\"refused\":\"page-out-of-range\"}");

        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            codes.add(ask(SUSPENDED, document, 1).code());
        }
        assertThat(codes.getFirst()).isEqualTo("certificate-suspended");
        assertThat(codes.getLast()).isEqualTo("rate-limited");
        assertThat(ask(USER, document, 9).code()).as("whoever is asked about").isEqualTo("rate-limited");
        assertThat(ask(USER, document, 1).status()).as("what is no refusal").isEqualTo(202);
        assertThat(audited(signer).size()).isLessThan(8);

        Api other = Api.of(port, "other");
        assertThat(other.post("/v1/sign-requests", body(SUSPENDED, document, 1)).status())
                .as("documents come first")
                .isEqualTo(404);
        assertThat(audited(signer).size()).isLessThan(8);
    }

    private List<String> audited(SignerRef signer) {
        return jdbc.sql("""
                        select split_part(actor, ':', 1) || '|' || tenant || '|' || details from frame_audit
                        where action = 'certificates-looked-up' and subject = :signer order by 1""").param("signer", signer.value()).query(String.class).list();
    }

    private Api.Answer ask(String user, String document, int page) {
        return api.post("/v1/sign-requests", body(user, document, page));
    }

    private static Map<String, Object> body(String user, String document, int page) {
        Map<String, Object> body = body(
                "B-B",
                List.of(Map.of(
                        "id", document, "placement", Map.of("page", page, "x", 9, "y", 9, "width", 90, "height", 30))));
        body.put("signer", Map.of("userId", user));
        return body;
    }
}
