package vn.kyso.certificate.authority;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.certificate.lint.ProfileViolatedException;
import vn.kyso.certificate.profile.CertificateProfile;

/// The installation's own CA, its responders and its time-stamp authority: made at the first start of the first
/// instance, read by all others, renewed in time. When an operator replaces the issuing CA, the old one issues nothing
/// more, and goes on answering for what it issued. Thread-safe.
public final class EmbeddedAuthority implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedAuthority.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    /// Serialises the making of keys over all instances; any constant would do.
    private static final long LOCK = 0x6b79736f_0000_0001L;

    private final AuthorityKeys keys;
    private final AuthorityKeyMaking making;
    private final CertificateSigning signing;
    private final TrustAnchorEvents anchors;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private volatile KeysInUse current = KeysInUse.NONE;
    /// Something has changed that this instance has not read yet.
    private volatile boolean stale;
    /// When it last looked because a stranger asked.
    private final AtomicReference<Instant> looked = new AtomicReference<>(Instant.EPOCH);

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
                new CertificateSigning.Wanted(profile, subject, key, notBefore, notAfter), issuing, issuing.signer());
    }

    /// Holds that CA in force until the caller's transaction ends.
    ///
    /// @return false if it has been revoked: what it just signed must not leave
    public boolean lockInForce(CertificationAuthority ca) {
        boolean inForce = keys.lockInForce(ca);
        if (!inForce) {
            stale = true;
        }
        return inForce;
    }

    /// The key in use for that role.
    public AuthorityKey key(AuthorityRole role) {
        return Objects.requireNonNull(current.byRole().get(role), "The CA's keys are not made yet");
    }

    /// The key of a CA that was ever made here, in use or not.
    public Optional<AuthorityKey> key(CertificationAuthority ca) {
        return Optional.ofNullable(lookUp(ca).authorities().get(ca));
    }

    /// What answers OCSP for that CA; nothing once its certificate has expired.
    public Optional<AuthorityKey> responder(CertificationAuthority ca) {
        return Optional.ofNullable(lookUp(ca).responders().get(ca));
    }

    /// Every CA that was ever made here.
    public Collection<CertificationAuthority> authorities() {
        return current.authorities().keySet();
    }

    /// The CA whose certificate that is.
    public Optional<CertificationAuthority> authority(X509Certificate certificate) {
        return current.authorities().values().stream()
                .filter(key -> key.certificate().equals(certificate))
                .map(AuthorityKey::authority)
                .findFirst();
    }

    /// Another instance may have made it a moment ago.
    private KeysInUse lookUp(CertificationAuthority ca) {
        if (!current.authorities().containsKey(ca)) {
            takeOver();
        }
        return current;
    }

    /// What a subscriber's certificate chains to: its issuing CA and the root.
    public List<AuthorityKey> chain(X509CertificateHolder issued) {
        AuthorityKey issuing = current.authorities().values().stream()
                .filter(key -> key.holder().getSubject().equals(issued.getIssuer()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not issued here"));
        return List.of(issuing, key(AuthorityRole.ROOT));
    }

    /// Certificates of the CA's own keys, the newest first.
    public List<AuthorityCertificate> certificates() {
        return keys.certificates();
    }

    /// Which of the CA's own keys that CA has issued this serial to.
    public Optional<AuthorityCertificate> issued(CertificationAuthority ca, BigInteger serial) {
        return keys.issued(ca, serial);
    }

    /// Makes a new key for the issuing CA or the time-stamp authority; whatever follows from it is made along. In the
    /// caller's transaction, after which this instance and all others take it over.
    public AuthorityKey replace(AuthorityRole role) {
        if (role != AuthorityRole.ISSUING && role != AuthorityRole.TIMESTAMP) {
            throw new IllegalArgumentException("Not replaced on demand: " + role);
        }
        KeysInUse made = makeWhatIsDue(Optional.of(role));
        return Objects.requireNonNull(made.byRole().get(role));
    }

    /// Revokes the certificate of such a key, and makes its successor if it was in use; in the caller's transaction.
    ///
    /// @param reason CRLReason
    /// @return false if it was revoked before
    public boolean revoke(AuthorityRole role, int generation, Instant at, int reason) {
        boolean first = keys.revoke(role, generation, at, reason);
        if (first) {
            makeWhatIsDue(Optional.empty());
        }
        return first;
    }

    /// Reads all keys anew and proves that each opens and belongs to its certificate.
    ///
    /// @throws RuntimeException if one does not
    void proveKeys() {
        KeysInUse opened = KeysInUse.of(keys.all(clock.instant()));
        if (opened.byRole().size() != AuthorityRole.values().length) {
            throw new IllegalStateException(
                    "Keys are missing: there are only " + opened.byRole().keySet());
        }
        opened.each().forEach(KeyProof::require);
    }

    @Override
    public void afterSingletonsInstantiated() {
        establish();
    }

    /// Takes over what another instance has made or revoked: soon, because verifiers ask whichever instance they
    /// reach, and cheaply, because mostly there is nothing.
    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
    public void takeOver() {
        if (stale || !keys.state().equals(current.state())) {
            establish();
        }
    }

    /// For whoever asks about a CA that this instance does not know: another may have made it a moment ago. Strangers
    /// may ask about invented ones as often as they like, so it looks once a second at most.
    public void lookForNew() {
        Instant now = clock.instant();
        Instant last = Objects.requireNonNull(looked.get());
        if (!now.isBefore(last.plus(BETWEEN_LOOKS)) && looked.compareAndSet(last, now)) {
            takeOver();
        }
    }

    /// Whether that CA was ever made here; looks for new ones as [#lookForNew] does.
    public boolean knows(CertificationAuthority ca) {
        if (!current.authorities().containsKey(ca)) {
            lookForNew();
        }
        return current.authorities().containsKey(ca);
    }

    /// Makes what is missing, renews what is due, and takes over what another instance has made.
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void establish() {
        stale = false;
        String state = keys.state();
        KeysInUse stored = KeysInUse.of(keys.all(clock.instant()));
        if (!stored.due(clock.instant()).isEmpty()) {
            stored = Objects.requireNonNull(transactions.execute(status -> makeWhatIsDue(Optional.empty())));
            // One that was made here is no news; one that was made elsewhere meanwhile is read in a moment.
            stale = true;
        }
        stored.each().forEach(KeyProof::require);
        current = stored.as(state);
    }

    /// @param replaced made anew whether or not it is due
    private KeysInUse makeWhatIsDue(Optional<AuthorityRole> replaced) {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query()
                .listOfRows();
        Instant now = clock.instant();
        // Whoever waited for the lock sees here what was made meanwhile.
        KeysInUse existing = KeysInUse.of(keys.all(now));
        replaced.ifPresent(role -> make(role, existing.issuerOf(role), now));
        KeysInUse standing = KeysInUse.of(keys.all(now));
        // Issuers come first: what is due below a new one shows only then.
        for (List<KeysInUse.Due> due = standing.due(now); !due.isEmpty(); due = standing.due(now)) {
            KeysInUse.Due next = due.getFirst();
            make(next.role(), next.issuer(), now);
            standing = KeysInUse.of(keys.all(now));
        }
        anchors.announceIfNew(standing.byRole());
        return standing;
    }

    private void make(AuthorityRole role, @Nullable AuthorityKey issuer, Instant now) {
        AuthorityKey made = making.make(role, keys.next(role), issuer, now);
        keys.add(made, now);
        stale = true;
        LOG.info(
                "Made key {} of {}: {}, until {}",
                made.generation(),
                role,
                made.certificate().getSubjectX500Principal(),
                made.certificate().getNotAfter().toInstant());
    }
}
