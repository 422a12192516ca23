package vn.kyso.document.sealing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.kyso.cades.RevocationData;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.cades.VerifiedTimestamp;
import vn.kyso.contracts.problem.ProblemType;

/// Gathers what a reader needs years later (PAdES B-LT): chains of signer and TSA, and the status of each certificate
/// in them. The signer's is asked for after the timestamp, always; CAs' and the TSA's may be kept from before.
@Component
class CollectRevocationData {
    private final FetchStatus status;

    CollectRevocationData(FetchStatus status) {
        this.status = status;
    }

    /// What came of it.
    sealed interface Result {
        record Collected(RevocationData data) implements Result {}

        /// A certificate was no longer good when the signature was timestamped.
        record NotGood(ProblemType reason, String detail) implements Result {}
    }

    Result collect(List<X509Certificate> signerChain, VerifiedTimestamp timestamp) throws StatusUnavailableException {
        Collected all = new Collected();
        List<X509Certificate> tsaChain = timestamp.chain();
        all.certificates.addAll(signerChain);
        all.certificates.addAll(tsaChain);
        for (int i = 0; i + 1 < signerChain.size(); i++) {
            X509Certificate certificate = signerChain.get(i);
            X509Certificate issuer = signerChain.get(i + 1);
            CertificateStatus said = i == 0 ? status.fresh(certificate, issuer) : status.kept(certificate, issuer);
            if (!said.goodAt(timestamp.genTime())) {
                return notGood(said, certificate);
            }
            all.add(said);
        }
        for (int i = 0; i + 1 < tsaChain.size(); i++) {
            if (signerChain.contains(tsaChain.get(i))) {
                continue;
            }
            CertificateStatus said = status.kept(tsaChain.get(i), tsaChain.get(i + 1));
            if (!said.goodAt(timestamp.genTime())) {
                return new Result.NotGood(
                        ProblemType.TIMESTAMP_UNAVAILABLE, "The time-stamp authority's certificate is not good");
            }
            all.add(said);
        }
        return new Result.Collected(new RevocationData(List.copyOf(all.certificates), all.ocspResponses, all.crls));
    }

    private static Result notGood(CertificateStatus said, X509Certificate certificate)
            throws StatusUnavailableException {
        return switch (said.status()) {
            case RevocationStatus.Revoked revoked -> {
                Instant since = revoked.revokedAt();
                yield new Result.NotGood(
                        revoked.suspended() ? ProblemType.CERTIFICATE_SUSPENDED : ProblemType.CERTIFICATE_REVOKED,
                        "Since " + since + ", before the signature");
            }
            case RevocationStatus.Unknown unknown ->
                throw new StatusUnavailableException(
                        "The responder does not know " + certificate.getSubjectX500Principal());
            case RevocationStatus.Good good -> throw new IllegalStateException("Good is good");
        };
    }

    private static final class Collected {
        private final Set<X509Certificate> certificates = new LinkedHashSet<>();
        private final List<byte[]> ocspResponses = new ArrayList<>();
        private final List<byte[]> crls = new ArrayList<>();

        void add(CertificateStatus said) {
            certificates.addAll(said.responders());
            byte[] ocsp = said.ocsp();
            byte[] crl = said.crl();
            if (ocsp != null) {
                ocspResponses.add(ocsp);
            }
            if (crl != null && crls.stream().noneMatch(known -> java.util.Arrays.equals(known, crl))) {
                crls.add(crl);
            }
        }
    }
}
