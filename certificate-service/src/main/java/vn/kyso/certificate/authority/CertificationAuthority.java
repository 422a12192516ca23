package vn.kyso.certificate.authority;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The two CAs of an installation, as addresses name them.
public enum CertificationAuthority {
    ROOT(AuthorityRole.ROOT, AuthorityRole.ROOT_RESPONDER),
    ISSUING(AuthorityRole.ISSUING, AuthorityRole.ISSUING_RESPONDER);

    private final AuthorityRole role;
    private final AuthorityRole responder;

    CertificationAuthority(AuthorityRole role, AuthorityRole responder) {
        this.role = role;
        this.responder = responder;
    }

    /// Its name in `/pki/crl/{ca}.crl` and `/pki/ca/{ca}.crt`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public AuthorityRole role() {
        return role;
    }

    public AuthorityRole responder() {
        return responder;
    }

    /// The CA of that name, if it is one of the two.
    public static Optional<CertificationAuthority> of(String id) {
        return Arrays.stream(values()).filter(ca -> ca.id().equals(id)).findFirst();
    }
}
