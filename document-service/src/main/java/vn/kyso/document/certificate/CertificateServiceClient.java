package vn.kyso.document.certificate;

import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.ServiceToken;
import vn.kyso.frame.settings.Upstreams;

/// Asks certificate-service about a signer whose certificates have not come by event yet. Not part of the happy path.
@Component
class CertificateServiceClient {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateServiceClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /// The version of what was asked for: older than any event about the same certificate.
    private static final long BEFORE_EVENTS = 0;

    private final KnownCertificates certificates;
    private final ServiceToken token;
    private final RestClient client;

    CertificateServiceClient(
            KnownCertificates certificates, ServiceToken token, ObservationRegistry observations, Upstreams upstreams) {
        this.certificates = certificates;
        this.token = token;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                java.net.http.HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        requests.setReadTimeout(TIMEOUT);
        this.client = RestClient.builder()
                .baseUrl(upstreams.certificateService().toString())
                .requestFactory(requests)
                .observationRegistry(observations)
                .build();
    }

    record Answer(List<CertificateState> certificates) {}

    /// Takes over what certificate-service says of the signer now.
    void refresh(SignerRef signer) {
        try {
            Answer answer = client.get()
                    .uri(uri -> uri.path("/v1/internal/certificates")
                            .queryParam("signer", signer.value())
                            .build())
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + token.forCallTo(Service.CERTIFICATE))
                    .retrieve()
                    .body(Answer.class);
            if (answer != null) {
                answer.certificates().forEach(state -> certificates.record(state, BEFORE_EVENTS));
            }
        } catch (RestClientException | IllegalArgumentException e) {
            LOG.warn("certificate-service could not be asked about a signer", e);
            throw new ProblemException(
                    ProblemType.SERVICE_UNAVAILABLE, "The signer's certificates can't be looked up at the moment", e);
        }
    }
}
