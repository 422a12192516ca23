package vn.kyso.cades;

import java.security.cert.X509Certificate;
import java.util.List;

/// What a reader needs to believe a signature later: certificates, OCSP responses and CRLs, as the DSS dictionary of
/// PAdES-LT holds them (ISO 32000-2, 12.8.4.3).
///
/// @param ocspResponses DER of OCSPResponse
/// @param crls DER of CertificateList
public record RevocationData(List<X509Certificate> certificates, List<byte[]> ocspResponses, List<byte[]> crls) {
    public RevocationData {
        certificates = List.copyOf(certificates);
        ocspResponses = ocspResponses.stream().map(byte[]::clone).toList();
        crls = crls.stream().map(byte[]::clone).toList();
    }
}
