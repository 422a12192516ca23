package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.kyso.approval.Evidence;
import vn.kyso.approval.EvidenceVerifier;
import vn.kyso.approval.Verdict;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.VerifiedCms;
import vn.kyso.contracts.event.ApprovalReceivedEvent;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalAccepted;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent.SignatureCreated;

class SessionTest extends SigningServiceTest {
    private Signer signer = nobody();

    @BeforeAll
    void enrol() {
        signer = enrol("ICA.001099012345", "p256");
    }

    @Test
    void anApprovedRequestGetsASignaturePerDocumentAndEvidence() throws Exception {
        SignatureAsked asked = asked(signer);
        ApprovalRequested request = open(asked);
        assertThat(request.authenticators()).hasSize(1);
        assertThat(request.documents()).isEqualTo(asked.documents());

        answer(signer.phone().approve(request, "07"));

        neighbours.hear(ApprovalAccepted.class, e -> e.requestId().equals(asked.requestId()));
        for (DocumentToSign document : asked.documents()) {
            SignatureCreated created = (SignatureCreated) neighbours.hear(
                    SignatureCreatedEvent.class, e -> e.documentId().equals(document.documentId()));
            assertThat(created.digest()).isEqualTo(document.digest());
            VerifiedCms cms = CmsSignature.verify(
                    Base64.getUrlDecoder().decode(created.cms()),
                    Base64.getUrlDecoder().decode(document.digest()),
                    signer.certificate());
            assertThat(cms.timestamp()).isPresent();
        }
        Api.Answer evidence = api.requester(TENANT, "/v1/sign-requests/" + asked.requestId() + "/evidence");
        assertThat(evidence.status()).isEqualTo(200);
        assertThat(new EvidenceVerifier("localhost", Phone.ORIGIN)
                        .verify(Evidence.fromJson(evidence.body().toString())))
                .isInstanceOf(Verdict.Holds.class);
        assertThat(api.requester("other", "/v1/sign-requests/" + asked.requestId() + "/evidence")
                        .status())
                .isEqualTo(404);
    }

    private void answer(ApprovalReceivedEvent answer) {
        neighbours.say(answer, answer.requestId(), TENANT, 1);
    }

    static Set<String> ids(SignatureAsked asked) {
        return asked.documents().stream().map(DocumentToSign::documentId).collect(Collectors.toSet());
    }
}
