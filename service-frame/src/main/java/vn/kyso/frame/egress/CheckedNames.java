package vn.kyso.frame.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import vn.kyso.frame.EgressRefusedException;

/// Resolves a name for one connection, once, and hands on only what it has checked: the connection goes to these very
/// addresses, so a name that answers differently a moment later leads nowhere. One forbidden address among several
/// refuses the name.
final class CheckedNames implements DnsResolver {
    private final Names names;
    private final Predicate<InetAddress> allowed;

    /// The name service.
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    CheckedNames(Names names, Predicate<InetAddress> allowed) {
        this.names = names;
        this.allowed = allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!allowed.test(address)) {
                throw new EgressRefusedException("The host is not at a public address");
            }
        }
        return addresses;
    }

    /// Nothing here asks for the canonical name; the name as given is what certificates are checked against.
    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
