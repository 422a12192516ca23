package vn.kyso.frame;

import java.net.URI;

/// The one port for addresses that strangers can name: push endpoints, webhooks, AIA, OCSP and CRL addresses of
/// certificates. It goes to public addresses only, resolves a name once and connects to the address that it
/// checked, follows no redirect, and bounds size and time. `kyso.egress.trusted-origins` (exact origins) are
/// exempt from the rules on scheme and address: they are the installation's own.
public interface Egress {
    /// Tells whether an address would be called, by its form alone and without asking for its name: for whoever takes
    /// an address now that is called later.
    ///
    /// @throws EgressRefusedException if it would not
    void check(EgressRequest.Purpose purpose, URI uri);

    /// Sends a request, outside any transaction, and waits for its answer, whatever its status is.
    ///
    /// @throws EgressRefusedException if the address may not be called; nothing was sent
    /// @throws EgressFailedException if there is no answer, or none within the limits
    EgressResponse send(EgressRequest request);
}
