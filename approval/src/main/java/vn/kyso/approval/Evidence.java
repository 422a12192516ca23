package vn.kyso.approval;

import java.time.Instant;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// That a signer approved exactly these documents: everything needed to check it again, offline and years later, with
/// [EvidenceVerifier].
///
/// @param challenge what was approved, as the signing-service knows it
/// @param assertion the passkey's signature over it
/// @param enrolment whose passkey it is
/// @param certificateChain DER of the certificate that signs and its issuers, base64url, the certificate first
/// @param origin where the signer's app was served from
/// @param approvedAt when the signing-service accepted it
public record Evidence(
        int version,
        Challenge challenge,
        Assertion assertion,
        Enrolment enrolment,
        List<String> certificateChain,
        String origin,
        Instant approvedAt) {
    /// The version that is written today.
    public static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Evidence {
        certificateChain = List.copyOf(certificateChain);
        if (certificateChain.isEmpty()) {
            throw new IllegalArgumentException("Evidence holds the certificate that signs");
        }
    }

    public String toJson() {
        return JSON.writeValueAsString(this);
    }

    /// @throws IllegalArgumentException if it is no evidence record
    public static Evidence fromJson(String json) {
        try {
            return JSON.readValue(json, Evidence.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not an evidence record: " + e.getOriginalMessage(), e);
        }
    }
}
