package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.contracts.event.TrustAnchorState;
import vn.kyso.contracts.problem.ProblemType;

/// What this service believes of certificates, and that it signs with valid ones only.
class CertificateTest extends SigningServiceTest {
    @Test
    void aSuspendedCertificateIsRefusedUntilTheSuspensionEnds() {
        Signer signer = enrol("ICA.001099000001", "p256");
        say(signer, SigningPki.Status.SUSPENDED, 2);
        assertThat(reasonFor(signer, 2)).isEqualTo("certificate-suspended");
        say(signer, SigningPki.Status.GOOD, 3);
        await().atMost(Duration.ofSeconds(30)).until(() -> known(signer, 3));
        open(asked(signer));
    }

    @Test
    void anOlderStateChangesNothing() {
        Signer signer = enrol("ICA.001099000002", "p256");
        say(signer, SigningPki.Status.SUSPENDED, 5);
        say(signer, SigningPki.Status.GOOD, 4);
        taken(say(signer, SigningPki.Status.GOOD, 5));
        assertThat(reasonFor(signer, 5)).isEqualTo("certificate-suspended");
    }

    @Test
    void aRevokedCertificateTakesItsKeyWithIt() {
        Signer signer = enrol("ICA.001099000003", "p256");
        open(asked(signer));
        say(signer, SigningPki.Status.REVOKED, 2);
        assertThat(reasonFor(signer, 2)).isEqualTo("certificate-revoked");
        UUID credential = UUID.fromString(signer.credentialId());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("SELECT count(*) FROM credential WHERE id = ? AND destroyed_at IS NOT NULL")
                                .params(credential)
                                .query(Long.class)
                                .single()
                        == 1);
        assertThat(jdbc.sql("SELECT count(*) FROM software_key WHERE credential_id = ?")
                        .params(credential)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(auditRows("key-destroyed", signer.credentialId())).isEqualTo(1);
    }

    @Test
    void anExpiredCertificateIsRefused() {
        Signer signer = credential("ICA.001099000004", "p256", Instant.now().minus(Duration.ofHours(1)));
        say(signer, SigningPki.Status.GOOD, 1);
        Phone.bind(api, activation(signer.userId()));
        assertThat(reasonFor(signer, 1)).isEqualTo("certificate-expired");
    }

    @Test
    void aCertificateThatIsNotYetValidIsRefused() {
        Signer early = enrolSilently("ICA.001099000012");
        Phone.bind(api, activation(early.userId()));
        Instant from = Instant.now().plus(Duration.ofHours(1));
        X509Certificate certificate =
                PKI.issue(early.certificate().getPublicKey(), from, from.plus(Duration.ofDays(1)));
        Signer signer = new Signer(early.userId(), early.ref(), early.credentialId(), certificate, early.phone());
        say(signer, SigningPki.Status.GOOD, 1);
        assertThat(reasonFor(signer, 1)).isEqualTo("certificate-not-yet-valid");
    }

    @Test
    void aStatusThatIsTooOldIsNotReliedOn() {
        Signer signer = enrol("ICA.001099000005", "p256");
        say(
                signer.certificate(),
                signer.ref(),
                signer.credentialId(),
                SigningPki.Status.GOOD,
                Instant.now().minus(Duration.ofHours(14)),
                2);
        assertThat(reasonFor(signer, 2)).isEqualTo("certificate-status-stale");
    }

    @Test
    void theCasWordCountsMoreThanTheServices() {
        Signer signer = enrol("ICA.001099000006", "p256");
        neighbours.say(
                state(PKI, signer, CertificateState.Status.GOOD, SigningPki.Status.SUSPENDED),
                digest(signer),
                EventEnvelope.PLATFORM,
                2);
        assertThat(reasonFor(signer, 2)).isEqualTo("certificate-suspended");
    }

    @Test
    void aStatusThatTheCaDidNotSignIsNotBelieved() {
        Signer signer = enrol("ICA.001099000007", "p256");
        try (SigningPki forger = new SigningPki("Kyso Test Root")) {
            CertificateState forged = new CertificateState(
                    digest(signer),
                    Certificates.serial(signer.certificate()),
                    signer.ref(),
                    signer.credentialId(),
                    "Người Ký",
                    "Kyso Test Root",
                    "p256",
                    signer.certificate().getNotBefore().toInstant(),
                    signer.certificate().getNotAfter().toInstant(),
                    CertificateState.Status.REVOKED,
                    PKI.chain(signer.certificate()).stream()
                            .map(c -> base64(Certificates.der(c)))
                            .toList(),
                    base64(forger.ocsp(signer.certificate(), SigningPki.Status.REVOKED, Instant.now())),
                    Instant.now());
            EventEnvelope event = neighbours.say(forged, digest(signer), EventEnvelope.PLATFORM, 2);
            assertThat(putAside(event)).isEqualTo(ProblemType.EVENT_REFUSED);
        }
        open(asked(signer));
    }

    @Test
    void aCertificateOverAnotherKeyOrForAnotherSignerIsNotJoinedToACredential() {
        Signer signer = enrol("ICA.001099000008", "p256");
        var overAnotherKey = PKI.issue(
                vn.kyso.testkit.TestKeys.p256().getPublic(),
                Instant.now().minusSeconds(60),
                Instant.now().plus(Duration.ofDays(1)));
        Signer stolen =
                new Signer(signer.userId(), signer.ref(), signer.credentialId(), overAnotherKey, signer.phone());
        say(stolen, SigningPki.Status.GOOD, 1);
        assertThat(reasonFor(stolen, 1)).isEqualTo("certificate-key-elsewhere");

        Signer thief = enrol("ICA.001099000009", "p256");
        var forTheirKey = PKI.issue(
                signer.certificate().getPublicKey(),
                Instant.now().minusSeconds(60),
                Instant.now().plus(Duration.ofDays(1)));
        Signer borrowed = new Signer(thief.userId(), thief.ref(), signer.credentialId(), forTheirKey, thief.phone());
        say(borrowed, SigningPki.Status.GOOD, 1);
        assertThat(reasonFor(borrowed, 1)).isEqualTo("certificate-key-elsewhere");
        assertThat(auditRows("certificate-not-bound", digest(borrowed))).isEqualTo(1);
    }

    @Test
    void aCertificateWaitsForItsRoot() {
        try (SigningPki later = new SigningPki("A Later Root")) {
            Signer signer = enrolSilently("ICA.001099000010");
            Phone.bind(api, activation(signer.userId()));
            var certificate = later.issue(
                    signer.certificate().getPublicKey(),
                    Instant.now().minusSeconds(60),
                    Instant.now().plus(Duration.ofDays(1)));
            Signer waiting =
                    new Signer(signer.userId(), signer.ref(), signer.credentialId(), certificate, signer.phone());
            neighbours.say(
                    state(later, waiting, CertificateState.Status.GOOD, SigningPki.Status.GOOD),
                    digest(waiting),
                    EventEnvelope.PLATFORM,
                    1);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> jdbc.sql("SELECT count(*) FROM messaging_parked")
                                    .query(Long.class)
                                    .single()
                            > 0);
            neighbours.say(
                    new TrustAnchorState("later", base64(Certificates.der(later.root())), Instant.now()),
                    "anchor:" + Certificates.digest(later.root()),
                    EventEnvelope.PLATFORM,
                    1);
            open(asked(waiting));
        }
    }

    @Test
    void aKeyOfAnUnknownKindIsNotMade() {
        Api.Answer refused = api.operator(
                "POST",
                "/v1/operator/credentials",
                java.util.Map.of("userId", "ICA.001099000011", "keyType", "rsa1024"));
        assertThat(refused.code()).isEqualTo("invalid-field");
    }

    @Test
    void theServiceIsAliveButNotReadyWhileItsKeyStoreDoesNotOpen() {
        assertThat(health("readiness")).isEqualTo(200);
        alterProbe();
        try {
            assertThat(health("readiness")).isEqualTo(503);
            assertThat(health("liveness")).isEqualTo(200);
        } finally {
            alterProbe();
        }
        assertThat(health("readiness")).isEqualTo(200);
    }

    private int health(String kind) {
        return api.anybody("GET", "/actuator/health/" + kind, null).status();
    }

    /// Altered twice, it is as it was.
    private void alterProbe() {
        assertThat(jdbc.sql("UPDATE software_key_probe SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)")
                        .update())
                .isEqualTo(1);
    }

    /// Why a request with the signer's certificate is closed, once its state of that version is known.
    private String reasonFor(Signer signer, long version) {
        await().atMost(Duration.ofSeconds(30)).until(() -> known(signer, version));
        SignatureAsked asked = asked(signer);
        ask(asked);
        return closed(asked).reason();
    }

    private boolean known(Signer signer, long version) {
        return jdbc.sql("SELECT count(*) FROM certificate WHERE digest = ? AND version = ?")
                        .params(digest(signer), version)
                        .query(Long.class)
                        .single()
                == 1;
    }

    private static String digest(Signer signer) {
        return Certificates.digest(signer.certificate());
    }

    private EventEnvelope say(Signer signer, SigningPki.Status status, long version) {
        return say(signer.certificate(), signer.ref(), signer.credentialId(), status, Instant.now(), version);
    }

    private static CertificateState state(
            SigningPki pki, Signer signer, CertificateState.Status said, SigningPki.Status truth) {
        return new CertificateState(
                digest(signer),
                Certificates.serial(signer.certificate()),
                signer.ref(),
                signer.credentialId(),
                "Người Ký",
                "CA",
                "p256",
                signer.certificate().getNotBefore().toInstant(),
                signer.certificate().getNotAfter().toInstant(),
                said,
                pki.chain(signer.certificate()).stream()
                        .map(c -> base64(Certificates.der(c)))
                        .toList(),
                base64(pki.ocsp(signer.certificate(), truth, Instant.now())),
                Instant.now());
    }
}
