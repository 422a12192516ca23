package vn.kyso.pades.verify;

import java.security.cert.X509Certificate;
import java.util.Optional;
import vn.kyso.cades.RevocationStatus;

/// Who can be asked about certificates that the file itself says too little of.
public interface StatusSource {
    /// Nobody.
    StatusSource NONE = (certificate, issuer) -> Optional.empty();

    /// What its CA says of the certificate now, verified and in force; empty if it can't be had. The addresses in a
    /// certificate are a stranger's word.
    Optional<RevocationStatus> ask(X509Certificate certificate, X509Certificate issuer);
}
