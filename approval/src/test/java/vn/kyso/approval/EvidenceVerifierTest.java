package vn.kyso.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.approval.Verdict.Fails;
import vn.kyso.approval.Verdict.Failure;
import vn.kyso.approval.Verdict.Holds;
import vn.kyso.approval.authenticator.Registration;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;

class EvidenceVerifierTest {
    private static final String ORIGIN = "https://sign.example";
    private static final Instant APPROVED = Samples.DEADLINE;

    private final SoftwareAuthenticator phone = new SoftwareAuthenticator(ORIGIN);
    private final Registration registration =
            phone.create("sign.example", new byte[32], new byte[16], SoftwareAuthenticator.newKey(), true);
    private final byte[] certificate = certificate();
    private final Challenge challenge = Samples.challenge(Base64Url.encode(Fields.sha256(certificate)), "ES256");
    private final EvidenceVerifier verifier = new EvidenceVerifier("sign.example", ORIGIN);

    @Test
    void holdsForWhatWasApproved() {
        assertThat(verifier.verify(evidence())).isEqualTo(new Holds(false, 0));
    }

    @Test
    void holdsAfterAJourneyAsJson() {
        Evidence evidence = evidence();
        Evidence back = Evidence.fromJson(evidence.toJson());
        assertThat(back).isEqualTo(evidence);
        assertThat(verifier.verify(back)).isInstanceOf(Holds.class);
    }

    @Test
    void failsForAnotherChallenge() {
        fails(with(challenge.withMatchCode("08"), assertion(), enrolment()), Failure.CHALLENGE);
        fails(with(challenge.withMatchCode(null), assertion(), enrolment()), Failure.CHALLENGE);
    }

    @Test
    void failsOneMillisecondLate() {
        Evidence e = evidence();
        fails(
                new Evidence(
                        e.version(),
                        e.challenge(),
                        e.assertion(),
                        e.enrolment(),
                        e.certificateChain(),
                        e.origin(),
                        APPROVED.plusMillis(1)),
                Failure.LATE);
    }

    @Test
    void failsWithoutUserVerification() {
        Assertion unverified = phone.get(registration.passkey(), challenge.digest(), false);
        fails(with(challenge, unverified, enrolment()), Failure.USER_NOT_VERIFIED);
    }

    @Test
    void failsFromAnotherOrigin() {
        Assertion elsewhere = new SoftwareAuthenticator("https://sign.example.evil")
                .get(registration.passkey(), challenge.digest(), true);
        fails(with(challenge, elsewhere, enrolment()), Failure.ORIGIN);
        Assertion otherPort = new SoftwareAuthenticator("https://sign.example:8443")
                .get(registration.passkey(), challenge.digest(), true);
        fails(with(challenge, otherPort, enrolment()), Failure.ORIGIN);
    }

    @Test
    void failsForAnotherRelyingParty() {
        Registration other = phone.create(
                "other.example",
                new byte[32],
                new byte[16],
                registration.passkey().key(),
                true);
        Assertion foreign = phone.get(other.passkey(), challenge.digest(), true);
        fails(with(challenge, foreign, enrolment(other, challenge.signer())), Failure.RP_ID);
        assertThat(new EvidenceVerifier("other.example", ORIGIN).verify(evidence()))
                .isInstanceOfSatisfying(
                        Fails.class, f -> assertThat(f.failure()).isEqualTo(Failure.RP_ID));
    }

    @Test
    void failsForAnotherPasskey() {
        Registration other =
                phone.create("sign.example", new byte[32], new byte[16], SoftwareAuthenticator.newKey(), true);
        Assertion theirs = phone.get(other.passkey(), challenge.digest(), true);
        fails(with(challenge, theirs, enrolment()), Failure.OTHER_PASSKEY);
        Assertion relabelled = new Assertion(
                registration.credentialId(),
                theirs.clientDataJson(),
                theirs.authenticatorData(),
                theirs.signature(),
                theirs.userHandle());
        fails(with(challenge, relabelled, enrolment()), Failure.SIGNATURE);
    }

    @Test
    void failsForAnEnrolmentThatDoesNotFit() {
        fails(with(challenge, assertion(), enrolment(registration, Samples.digest("another"))), Failure.ENROLMENT);
        Registration other =
                phone.create("sign.example", new byte[32], new byte[16], SoftwareAuthenticator.newKey(), true);
        Enrolment theirs = enrolment(other, challenge.signer());
        Enrolment mine = enrolment();
        fails(
                with(
                        challenge,
                        assertion(),
                        new Enrolment(
                                mine.signer(),
                                mine.deviceId(),
                                mine.deviceName(),
                                mine.credentialId(),
                                mine.userHandle(),
                                theirs.publicKey(),
                                mine.aaguid(),
                                mine.backupEligible(),
                                mine.attestationObject(),
                                mine.clientDataJson(),
                                mine.activationId(),
                                mine.boundAt())),
                Failure.ENROLMENT);
    }

    /// WebAuthn Level 3, 7.2, step 6: «if response.userHandle is present, verify that it equals the user handle of the
    /// user account».
    @Test
    void failsForAnotherUserHandle() {
        byte[] handle = registration.passkey().userHandle();
        for (int bit = 0; bit < handle.length * 8; bit++) {
            byte[] other = handle.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            fails(with(challenge, withUserHandle(Base64Url.encode(other)), enrolment()), Failure.ASSERTION);
        }
        fails(with(challenge, withUserHandle(""), enrolment()), Failure.ASSERTION);
        Enrolment another = enrolment(registration, challenge.signer(), Base64Url.encode(new byte[15]));
        fails(with(challenge, assertion(), another), Failure.ASSERTION);
    }

    @Test
    void holdsWithoutAUserHandleAndForEnrolmentsOfBeforeItWasKept() {
        assertThat(verifier.verify(with(challenge, withUserHandle(null), enrolment())))
                .isInstanceOf(Holds.class);
        Enrolment old = enrolment(registration, challenge.signer(), null);
        assertThat(verifier.verify(with(challenge, assertion(), old))).isInstanceOf(Holds.class);
        JsonNode json = JsonMapper.shared().readTree(evidence().toJson());
        assertThat(((ObjectNode) json.path("enrolment")).remove("userHandle")).isNotNull();
        assertThat(verifier.verify(Evidence.fromJson(json.toString()))).isInstanceOf(Holds.class);
    }

    private Assertion withUserHandle(@Nullable String userHandle) {
        Assertion good = assertion();
        return new Assertion(
                good.credentialId(), good.clientDataJson(), good.authenticatorData(), good.signature(), userHandle);
    }

    @Test
    void failsForACertificateOfAnotherAlgorithmOrDigest() {
        Challenge rsa = Samples.challenge(Base64Url.encode(Fields.sha256(certificate)), "RS256");
        fails(with(rsa, phone.get(registration.passkey(), rsa.digest(), true), enrolment()), Failure.CERTIFICATE);
        Challenge other = Samples.challenge(Samples.digest("other certificate"), "ES256");
        fails(with(other, phone.get(registration.passkey(), other.digest(), true), enrolment()), Failure.CERTIFICATE);
    }

    @Test
    void failsForAnyChangedBitOfTheAnswer() {
        Assertion good = assertion();
        List<Assertion> changed = new ArrayList<>();
        eachBit(
                good.clientDataJson(),
                b -> changed.add(new Assertion(
                        good.credentialId(), b, good.authenticatorData(), good.signature(), good.userHandle())));
        eachBit(
                good.authenticatorData(),
                b -> changed.add(new Assertion(
                        good.credentialId(), good.clientDataJson(), b, good.signature(), good.userHandle())));
        eachBit(
                good.signature(),
                b -> changed.add(new Assertion(
                        good.credentialId(), good.clientDataJson(), good.authenticatorData(), b, good.userHandle())));
        eachBit(
                good.credentialId(),
                b -> changed.add(new Assertion(
                        b, good.clientDataJson(), good.authenticatorData(), good.signature(), good.userHandle())));
        assertThat(changed)
                .hasSizeGreaterThan(2_000)
                .allSatisfy(a -> assertThat(verifier.verify(with(challenge, a, enrolment())))
                        .isInstanceOf(Fails.class));
    }

    @Test
    void failsForWhatCanNotBeRead() {
        Assertion good = assertion();
        UnaryOperator<String> garbage = _ -> "AAAA";
        fails(
                with(
                        challenge,
                        new Assertion(
                                good.credentialId(),
                                garbage.apply(good.clientDataJson()),
                                good.authenticatorData(),
                                good.signature(),
                                good.userHandle()),
                        enrolment()),
                Failure.MALFORMED);
        fails(
                with(
                        challenge,
                        new Assertion(
                                good.credentialId(), good.clientDataJson(), "!", good.signature(), good.userHandle()),
                        enrolment()),
                Failure.MALFORMED);
    }

    private static void eachBit(String base64, java.util.function.Consumer<String> changed) {
        byte[] bytes = Base64Url.decode(base64);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] copy = bytes.clone();
            copy[bit / 8] ^= (byte) (1 << bit % 8);
            changed.accept(Base64Url.encode(copy));
        }
    }

    private void fails(Evidence evidence, Failure failure) {
        assertThat(verifier.verify(evidence))
                .isInstanceOfSatisfying(
                        Fails.class, f -> assertThat(f.failure()).as(f.detail()).isEqualTo(failure));
    }

    private Evidence evidence() {
        return with(challenge, assertion(), enrolment());
    }

    private Assertion assertion() {
        return phone.get(registration.passkey(), challenge.digest(), true);
    }

    private Enrolment enrolment() {
        return enrolment(registration, challenge.signer());
    }

    private static Enrolment enrolment(Registration registration, String signer) {
        return enrolment(
                registration, signer, Base64Url.encode(registration.passkey().userHandle()));
    }

    private static Enrolment enrolment(Registration registration, String signer, @Nullable String userHandle) {
        return new Enrolment(
                signer,
                "device-1",
                "Điện thoại",
                registration.credentialId(),
                userHandle,
                PasskeyRecord.of(registration.attestationObject()).publicKey(),
                "00000000-0000-0000-0000-000000000000",
                false,
                registration.attestationObject(),
                registration.clientDataJson(),
                "7KQ29DM",
                APPROVED.minusSeconds(3600));
    }

    private Evidence with(Challenge challenge, Assertion assertion, Enrolment enrolment) {
        return new Evidence(
                Evidence.VERSION,
                challenge,
                assertion,
                enrolment,
                List.of(Base64Url.encode(certificate)),
                ORIGIN,
                APPROVED);
    }

    private static byte[] certificate() {
        try (InputStream in = EvidenceVerifierTest.class.getResourceAsStream("/evidence/p256.crt.b64")) {
            return java.util.Base64.getMimeDecoder()
                    .decode(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
