package vn.kyso.signing.credential;

import io.micrometer.observation.ObservationRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.frame.ServiceToken;
import vn.kyso.frame.settings.Upstreams;
import vn.kyso.messaging.UnprocessableEventException;

/// Asks the certificate-service about a certificate that was not, or not lately, heard of. Its answer is believed as
/// far as an event of the same version would be. Not part of the happy path.
@Component
public class AskCertificateService {
    private static final Logger LOG = LoggerFactory.getLogger(AskCertificateService.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final RecordCertificate record;
    private final ServiceToken token;
    private final TransactionOperations transaction;
    private final RestClient client;

    AskCertificateService(
            RecordCertificate record,
            ServiceToken token,
            TransactionOperations transaction,
            ObservationRegistry observations,
            Upstreams upstreams) {
        this.record = record;
        this.token = token;
        this.transaction = transaction;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        requests.setReadTimeout(TIMEOUT);
        this.client = RestClient.builder()
                .baseUrl(upstreams.certificateService().toString())
                .requestFactory(requests)
                .observationRegistry(observations)
                .build();
    }

    /// Takes over what it says now; outside any transaction. Where it says nothing, or nothing to be believed, an event
    /// may still come.
    ///
    /// @param certificateDigest SHA-256 of the DER, base64url
    public void about(String certificateDigest) {
        try {
            ResponseEntity<CertificateState> answer = client.get()
                    .uri("/v1/internal/certificates/{digest}", certificateDigest)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + token.forCallTo(Service.CERTIFICATE))
                    .retrieve()
                    .toEntity(CertificateState.class);
            CertificateState state = answer.getBody();
            if (state == null || !state.certificateDigest().equals(certificateDigest)) {
                LOG.warn("certificate-service answered about another certificate than was asked for");
                return;
            }
            long version = version(answer.getHeaders().getETag());
            transaction.executeWithoutResult(_ -> record.record(state, version));
        } catch (HttpClientErrorException.NotFound e) {
            LOG.info("certificate-service knows of no such certificate either");
        } catch (RestClientException | IllegalArgumentException e) {
            LOG.warn("certificate-service could not be asked about a certificate", e);
        } catch (UnprocessableEventException e) {
            LOG.warn("What certificate-service says of a certificate is not believed: {}", e.getMessage());
        }
    }

    /// @param etag the version of the event that said the same, in quotes
    private static long version(@Nullable String etag) {
        if (etag == null || !etag.matches("\"[0-9]{1,18}\"")) {
            throw new IllegalArgumentException("No version comes with the answer");
        }
        return Long.parseLong(etag.substring(1, etag.length() - 1));
    }
}
