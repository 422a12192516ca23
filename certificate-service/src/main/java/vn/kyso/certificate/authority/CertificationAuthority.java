package vn.kyso.certificate.authority;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One of an installation's CAs, as addresses name it: the root, or a generation of the issuing CA. Each generation
/// has addresses of its own, because what it issued points there for as long as that lives.
///
/// @param role `ROOT` or `ISSUING`
/// @param generation of that role's key; the root has one
public record CertificationAuthority(AuthorityRole role, int generation) {
    public static final CertificationAuthority ROOT = new CertificationAuthority(AuthorityRole.ROOT, 1);

    private static final Pattern ID = Pattern.compile("(root|issuing)(?:-([2-9]|[1-9][0-9]{1,3}))?");

    public CertificationAuthority {
        if (!role.profile().authority() || generation < 1) {
            throw new IllegalArgumentException("No CA: " + role + ", generation " + generation);
        }
    }

    /// Its name in `/pki/crl/{ca}.crl` and `/pki/ca/{ca}.crt`: `root`, `issuing`, `issuing-2` and so on.
    public String id() {
        String name = role.name().toLowerCase(Locale.ROOT);
        return generation == 1 ? name : name + "-" + generation;
    }

    /// What answers OCSP for it.
    AuthorityRole responder() {
        return role == AuthorityRole.ROOT ? AuthorityRole.ROOT_RESPONDER : AuthorityRole.ISSUING_RESPONDER;
    }

    /// The CA of that name, whether or not it was ever made.
    public static Optional<CertificationAuthority> of(String id) {
        Matcher name = ID.matcher(id);
        if (!name.matches()) {
            return Optional.empty();
        }
        AuthorityRole role = AuthorityRole.valueOf(name.group(1).toUpperCase(Locale.ROOT));
        return Optional.of(
                new CertificationAuthority(role, name.group(2) == null ? 1 : Integer.parseInt(name.group(2))));
    }
}
