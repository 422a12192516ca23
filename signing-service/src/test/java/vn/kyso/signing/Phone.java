package vn.kyso.signing;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.kyso.approval.ActivationCode;
import vn.kyso.approval.Assertion;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.ChallengeDocument;
import vn.kyso.approval.ConsentWithoutCode;
import vn.kyso.approval.authenticator.Registration;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.contracts.event.ApprovalReceivedEvent.ApprovalGiven;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.testkit.TestDevice;

/// A signer's phone: what the app does, without a screen.
final class Phone {
    static final String ORIGIN = "http://localhost:8085";

    final TestDevice device;
    final String deviceId;
    final String signer;
    private final Registration registration;
    private final SoftwareAuthenticator authenticator = new SoftwareAuthenticator(ORIGIN);

    private Phone(String deviceId, String signer, TestDevice device, Registration registration) {
        this.deviceId = deviceId;
        this.signer = signer;
        this.registration = registration;
        this.device = device;
    }

    /// Stands where a phone will be once the context is there.
    static Phone none() {
        TestDevice device = new TestDevice();
        return new Phone(
                "",
                "",
                device,
                new SoftwareAuthenticator(ORIGIN)
                        .create("localhost", new byte[32], new byte[16], SoftwareAuthenticator.newKey(), true));
    }

    /// Binds a new phone with that code.
    static Phone bind(Api api, String typedCode) {
        ActivationCode code = ActivationCode.parse(typedCode).orElseThrow();
        TestDevice device = new TestDevice();
        JsonNode started = start(api, code.activationId(), device).body();
        Registration registration = new SoftwareAuthenticator(ORIGIN)
                .create(started.path("publicKey").toString(), SoftwareAuthenticator.newKey(), true);
        Api.Answer bound = finish(api, code, device, started, registration);
        if (bound.status() != 201) {
            throw new IllegalStateException("Not bound: " + bound);
        }
        return new Phone(
                bound.body().path("deviceId").asString(),
                bound.body().path("signer").asString(),
                device,
                registration);
    }

    static Api.Answer start(Api api, String activationId, TestDevice device) {
        return api.anybody(
                "POST",
                "/v1/activations",
                Map.of(
                        "activationId",
                        activationId,
                        "deviceName",
                        "Điện thoại của Hường",
                        "deviceKey",
                        device.publicJwk()));
    }

    static Api.Answer finish(
            Api api, ActivationCode code, TestDevice device, JsonNode started, Registration registration) {
        byte[] challenge = Base64.getUrlDecoder()
                .decode(started.path("publicKey").path("challenge").asString());
        byte[] attestation = Base64.getUrlDecoder().decode(registration.attestationObject());
        byte[] mac = code.key().mac(device.thumbprint(), challenge, attestation);
        return api.device(
                device,
                null,
                "POST",
                "/v1/activations/" + started.path("id").asString() + "/passkey",
                Map.of(
                        "mac", Base64.getUrlEncoder().withoutPadding().encodeToString(mac),
                        "credential", registration.response()));
    }

    String token(Api api, String audience) {
        Api.Answer token = api.device(
                device, null, "POST", "/v1/device-tokens", Map.of("deviceId", deviceId, "audience", audience));
        return token.body().path("accessToken").asString("");
    }

    /// Says what a tenant may do, confirmed by the passkey where it may ask without a code.
    Api.Answer consent(Api api, String tenant, boolean withoutCode, boolean blocked) {
        String token = token(api, "devices");
        Map<String, Object> body = new LinkedHashMap<>(Map.of("withoutCode", withoutCode, "blocked", blocked));
        if (withoutCode) {
            body.put("assertion", consentWithoutCode(api, tenant));
        }
        return api.device(device, token, "PUT", "/v1/consents/" + tenant, body);
    }

    /// The passkey's word that a tenant may ask without a code.
    Map<String, Object> consentWithoutCode(Api api, String tenant) {
        JsonNode wanted = api.device(device, token(api, "devices"), "POST", "/v1/devices/confirmations", null)
                .body();
        ConsentWithoutCode what = new ConsentWithoutCode(
                wanted.path("rpId").asString(),
                wanted.path("deviceId").asString(),
                tenant,
                wanted.path("nonce").asString());
        return SoftwareAuthenticator.response(assertion(what.digest(), true));
    }

    /// What the signer approves, as the phone sees it.
    static Challenge challenge(ApprovalRequested request, @Nullable String typedCode, Set<String> opened) {
        List<ChallengeDocument> documents = request.documents().stream()
                .map(d -> new ChallengeDocument(d.documentId(), d.name(), d.digest(), opened.contains(d.documentId())))
                .toList();
        return new Challenge(
                request.rpId(),
                request.tenant(),
                request.requester(),
                request.requestId(),
                request.nonce(),
                request.signer(),
                request.credentialId(),
                request.certificateDigest(),
                request.algorithm(),
                request.approveUntil(),
                typedCode,
                documents);
    }

    ApprovalGiven approve(ApprovalRequested request, @Nullable String typedCode) {
        return approve(challenge(request, typedCode, Set.of()), Set.of(), true);
    }

    ApprovalGiven approve(Challenge challenge, Set<String> opened, boolean userVerified) {
        return answer(challenge.requestId(), opened, assertion(challenge, userVerified));
    }

    Assertion assertion(Challenge challenge, boolean userVerified) {
        return assertion(challenge.digest(), userVerified);
    }

    Assertion assertion(byte[] challenge, boolean userVerified) {
        return authenticator.get(registration.passkey(), challenge, userVerified);
    }

    ApprovalGiven answer(String requestId, Set<String> opened, Assertion assertion) {
        return new ApprovalGiven(
                requestId,
                signer,
                deviceId,
                assertion.credentialId(),
                assertion.clientDataJson(),
                assertion.authenticatorData(),
                assertion.signature(),
                assertion.userHandle(),
                List.copyOf(opened),
                Instant.now());
    }
}
