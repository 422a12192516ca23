package vn.kyso.certificate.authority;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.certificate.lint.ProfileViolatedException;
import vn.kyso.certificate.profile.CertificateProfile;

/// The installation's own CA, its responders and its time-stamp authority: made at the first start of the first
/// instance, read by all others, renewed in time. Thread-safe.
public final class EmbeddedAuthority implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedAuthority.class);
    /// Serialises the making of keys over all instances; any constant would do.
    private static final long LOCK = 0x6b79736f_0000_0001L;

    private final AuthorityKeys keys;
    private final AuthorityKeyMaking making;
    private final CertificateSigning signing;
    private final TrustAnchorEvents anchors;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private volatile Map<AuthorityRole, AuthorityKey> current = Map.of();

    EmbeddedAuthority(
            AuthorityKeys keys,
            AuthorityKeyMaking making,
            CertificateSigning signing,
            TrustAnchorEvents anchors,
            JdbcClient jdbc,
            TransactionOperations transactions,
            InstantSource clock) {
        this.keys = keys;
        this.making = making;
        this.signing = signing;
        this.anchors = anchors;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Signs a subscriber's certificate by the issuing CA.
    ///
    /// @param notAfter to the second; not later than the issuing CA's own
    /// @throws ProfileViolatedException if a lint objects; nothing was signed
    public X509CertificateHolder issue(
            CertificateProfile profile, X500Name subject, SubjectPublicKeyInfo key, Instant notBefore, Instant notAfter)
            throws ProfileViolatedException {
        if (!profile.signer()) {
            throw new IllegalArgumentException("Only subscribers' certificates are issued on demand");
        }
        AuthorityKey issuing = key(AuthorityRole.ISSUING);
        return signing.sign(
                new CertificateSigning.Wanted(profile, subject, key, notBefore, notAfter),
                issuing.holder(),
                issuing.signer());
    }

    /// The key in use for that role.
    public AuthorityKey key(AuthorityRole role) {
        return Objects.requireNonNull(current.get(role), "The CA's keys are not made yet");
    }

    /// What a subscriber's certificate chains to: issuing CA and root.
    public List<AuthorityKey> chain() {
        return List.of(key(AuthorityRole.ISSUING), key(AuthorityRole.ROOT));
    }

    /// Whether a CA has issued that serial to another of the CA's own keys.
    public boolean issuedToItself(CertificationAuthority ca, BigInteger serial) {
        return keys.issued(ca, serial);
    }

    /// Reads all keys anew and proves that each opens and belongs to its certificate.
    ///
    /// @throws RuntimeException if one does not
    void proveKeys() {
        Map<AuthorityRole, AuthorityKey> opened = keys.newest();
        if (opened.size() != AuthorityRole.values().length) {
            throw new IllegalStateException("Keys are missing: there are only " + opened.keySet());
        }
        opened.values().forEach(KeyProof::require);
    }

    @Override
    public void afterSingletonsInstantiated() {
        establish();
    }

    /// Makes what is missing, renews what is due, and takes over what another instance has made.
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void establish() {
        Map<AuthorityRole, AuthorityKey> stored = keys.newest();
        if (!complete(stored)) {
            stored = Objects.requireNonNull(transactions.execute(status -> makeWhatIsDue()));
        }
        stored.values().forEach(KeyProof::require);
        current = Map.copyOf(stored);
    }

    private Map<AuthorityRole, AuthorityKey> makeWhatIsDue() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query()
                .listOfRows();
        // Whoever waited for the lock sees here what was made meanwhile.
        Map<AuthorityRole, AuthorityKey> existing = new EnumMap<>(AuthorityRole.class);
        existing.putAll(keys.newest());
        Instant now = clock.instant();
        for (AuthorityRole role : AuthorityRole.values()) {
            AuthorityKey old = existing.get(role);
            if (old == null || due(old, now)) {
                AuthorityKey made = making.make(role, old == null ? 1 : old.generation() + 1, existing, now);
                keys.add(made, now);
                existing.put(role, made);
                LOG.info(
                        "Made key {} of {}: {}, until {}",
                        made.generation(),
                        role,
                        made.certificate().getSubjectX500Principal(),
                        made.certificate().getNotAfter().toInstant());
            }
        }
        anchors.announceIfNew(existing);
        return existing;
    }

    private boolean complete(Map<AuthorityRole, AuthorityKey> stored) {
        Instant now = clock.instant();
        return stored.size() == AuthorityRole.values().length
                && stored.values().stream().noneMatch(key -> due(key, now));
    }

    /// At half of its life.
    private static boolean due(AuthorityKey key, Instant now) {
        Instant from = key.certificate().getNotBefore().toInstant();
        Instant to = key.certificate().getNotAfter().toInstant();
        Instant half = from.plus(Duration.between(from, to).dividedBy(2));
        return key.role().renewed() && !now.isBefore(half);
    }
}
