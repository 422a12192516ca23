package vn.kyso.certificate.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which of the CA's keys serves for what.
///
/// @param byRole the newest of each role that is not revoked; the issuing CA's responder and the time-stamp authority
///     may still be an older one's
/// @param authorities every CA's key, revoked ones too: they answer for what they issued
/// @param responders the newest of each CA
/// @param state of the stored keys when these were read
record KeysInUse(
        Map<AuthorityRole, AuthorityKey> byRole,
        Map<CertificationAuthority, AuthorityKey> authorities,
        Map<CertificationAuthority, AuthorityKey> responders,
        String state) {
    static final KeysInUse NONE = new KeysInUse(Map.of(), Map.of(), Map.of(), "");

    KeysInUse {
        byRole = Collections.unmodifiableMap(byRole);
        authorities = Collections.unmodifiableMap(authorities);
        responders = Collections.unmodifiableMap(responders);
    }

    /// A key that is to be made.
    ///
    /// @param issuer null for the root
    record Due(AuthorityRole role, @Nullable AuthorityKey issuer) {}

    /// @param stored each role's in order of their generations
    static KeysInUse of(List<AuthorityKeys.Stored> stored) {
        Map<AuthorityRole, AuthorityKey> byRole = new EnumMap<>(AuthorityRole.class);
        Map<CertificationAuthority, AuthorityKey> authorities = new LinkedHashMap<>();
        Map<CertificationAuthority, AuthorityKey> responders = new HashMap<>();
        for (AuthorityKeys.Stored one : stored) {
            AuthorityKey key = one.key();
            AuthorityRole role = key.role();
            if (role.profile().authority()) {
                authorities.put(key.authority(), key);
            }
            if (one.revoked()) {
                continue;
            }
            if (role == AuthorityRole.ROOT_RESPONDER || role == AuthorityRole.ISSUING_RESPONDER) {
                responders.put(key.issuer(), key);
            } else {
                byRole.put(role, key);
            }
        }
        putResponder(byRole, responders, AuthorityRole.ROOT_RESPONDER);
        putResponder(byRole, responders, AuthorityRole.ISSUING_RESPONDER);
        return new KeysInUse(byRole, authorities, responders, "");
    }

    private static void putResponder(
            Map<AuthorityRole, AuthorityKey> byRole,
            Map<CertificationAuthority, AuthorityKey> responders,
            AuthorityRole role) {
        AuthorityKey authority = byRole.get(role.issuer());
        AuthorityKey responder = authority == null ? null : responders.get(authority.authority());
        if (responder != null) {
            byRole.put(role, responder);
        }
    }

    KeysInUse as(String state) {
        return new KeysInUse(byRole, authorities, responders, state);
    }

    /// All that are used in any way.
    Stream<AuthorityKey> each() {
        return Stream.of(byRole.values(), authorities.values(), responders.values())
                .flatMap(keys -> keys.stream())
                .distinct();
    }

    /// The key that signs that role's next certificate; null for the root.
    @Nullable
    AuthorityKey issuerOf(AuthorityRole role) {
        return role == AuthorityRole.ROOT
                ? null
                : Objects.requireNonNull(byRole.get(role.issuer()), () -> "There is no " + role.issuer());
    }

    /// What is missing or has passed half of its life, issuers first. The CAs themselves are made once, and again only
    /// when an operator says so or has revoked the last.
    List<Due> due(Instant now) {
        for (AuthorityRole role : List.of(AuthorityRole.ROOT, AuthorityRole.ISSUING)) {
            if (!byRole.containsKey(role)) {
                return List.of(new Due(role, issuerOf(role)));
            }
        }
        List<Due> due = new ArrayList<>();
        authorities.forEach((ca, key) -> {
            if (lives(key, now) && spent(responders.get(ca), now)) {
                due.add(new Due(ca.responder(), key));
            }
        });
        AuthorityKey issuing = Objects.requireNonNull(issuerOf(AuthorityRole.TIMESTAMP));
        AuthorityKey timestamp = byRole.get(AuthorityRole.TIMESTAMP);
        boolean under = timestamp != null && timestamp.issuer().equals(issuing.authority());
        if (lives(issuing, now) && (!under || spent(timestamp, now))) {
            due.add(new Due(AuthorityRole.TIMESTAMP, issuing));
        }
        return due;
    }

    private static boolean lives(AuthorityKey key, Instant now) {
        return now.isBefore(key.certificate().getNotAfter().toInstant());
    }

    private static boolean spent(@Nullable AuthorityKey key, Instant now) {
        if (key == null) {
            return true;
        }
        Instant from = key.certificate().getNotBefore().toInstant();
        Instant to = key.certificate().getNotAfter().toInstant();
        return !now.isBefore(from.plus(Duration.between(from, to).dividedBy(2)));
    }
}
