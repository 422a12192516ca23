package vn.kyso.certificate.status;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.authority.AuthorityCertificate;
import vn.kyso.certificate.authority.AuthorityKey;
import vn.kyso.certificate.authority.CertificationAuthority;
import vn.kyso.certificate.authority.EmbeddedAuthority;
import vn.kyso.certificate.profile.KeyIdentifiers;

/// The CAs' revocation lists (RFC 5280, 5): complete, numbered, kept in the database for all instances. Changes
/// are only counted; the list is made anew by whoever asks next, so a thousand revocations at once cost one
/// signature.
final class RevocationLists {
    /// How long a list still names a certificate that has expired. At least one regular list must (RFC 5280,
    /// 3.3).
    private static final Duration AFTER_EXPIRY = Duration.ofDays(30);

    /// How long a list is given again without a look at the database.
    private static final Duration KEPT_FOR = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final EmbeddedAuthority authority;
    private final StatusProperties properties;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final Map<CertificationAuthority, Kept> kept = new ConcurrentHashMap<>();

    RevocationLists(
            JdbcClient jdbc,
            EmbeddedAuthority authority,
            StatusProperties properties,
            TransactionOperations transactions,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.authority = authority;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// A list, in DER.
    @SuppressWarnings("ArrayRecordComponent") // on its way out, never compared
    record RevocationList(byte[] der, long number, Instant thisUpdate, Instant nextUpdate) {}

    private record Kept(RevocationList list, Instant since) {}

    /// The list in force for strangers, who may ask as often as they like: at most a second old, and without a look at
    /// the database meanwhile.
    RevocationList recent(CertificationAuthority ca) {
        Instant now = clock.instant();
        Kept known = kept.get(ca);
        if (known != null && now.isBefore(known.since().plus(KEPT_FOR))) {
            return known.list();
        }
        RevocationList list = current(ca);
        kept.put(ca, new Kept(list, now));
        return list;
    }

    /// The list in force, with every change that is committed by now.
    RevocationList current(CertificationAuthority ca) {
        Row row = read(ca, "");
        if (row.list() != null && !due(row)) {
            return row.list();
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            Row locked = read(ca, " FOR UPDATE");
            // Another instance may have been faster.
            return locked.list() != null && !due(locked) ? locked.list() : renew(ca, locked);
        }));
    }

    /// Notes that a certificate that was issued here has come or its status has changed; in the transaction that
    /// changes it.
    void changed(SubscriberCertificate certificate) {
        changed(authority
                .authority(certificate.chain().get(1))
                .orElseThrow(() -> new IllegalArgumentException("Not issued here: " + certificate.serial())));
    }

    /// Notes that something that this CA issued has changed; in the transaction that changes it.
    void changed(CertificationAuthority ca) {
        jdbc.sql("UPDATE revocation_list SET changes = changes + 1 WHERE ca = :ca")
                .param("ca", ca.id())
                .update();
        kept.remove(ca);
    }

    private boolean due(Row row) {
        RevocationList list = Objects.requireNonNull(row.list());
        Instant half = list.thisUpdate()
                .plus(Duration.between(list.thisUpdate(), list.nextUpdate()).dividedBy(2));
        return row.covers() < row.changes() || !clock.instant().isBefore(half);
    }

    private RevocationList renew(CertificationAuthority ca, Row row) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RevocationList list = sign(ca, row.number() + 1, now);
        jdbc.sql("""
                        UPDATE revocation_list SET number = :number, covers = :covers, crl = :crl,
                            this_update = :thisUpdate, next_update = :nextUpdate
                        WHERE ca = :ca""")
                .param("number", list.number())
                .param("covers", row.changes())
                .param("crl", list.der())
                .param("thisUpdate", list.thisUpdate().atOffset(ZoneOffset.UTC))
                .param("nextUpdate", list.nextUpdate().atOffset(ZoneOffset.UTC))
                .param("ca", ca.id())
                .update();
        return list;
    }

    private RevocationList sign(CertificationAuthority ca, long number, Instant now) {
        AuthorityKey key = authority.key(ca).orElseThrow(() -> new IllegalArgumentException("No such CA: " + ca.id()));
        Instant nextUpdate = now.plus(properties.crlValidity());
        X509v2CRLBuilder builder =
                new X509v2CRLBuilder(key.holder().getSubject(), Date.from(now)).setNextUpdate(Date.from(nextUpdate));
        try {
            addSubscribers(builder, key, now);
            addOwn(builder, ca, now);
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new AuthorityKeyIdentifier(KeyIdentifiers.of(key.holder().getSubjectPublicKeyInfo())));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
            return new RevocationList(builder.build(key.signer()).getEncoded(), number, now, nextUpdate);
        } catch (IOException e) {
            throw new IllegalStateException("A list of known fields can't be encoded", e);
        }
    }

    private void addOwn(X509v2CRLBuilder builder, CertificationAuthority ca, Instant now) {
        for (AuthorityCertificate own : authority.certificates()) {
            AuthorityCertificate.Revocation revocation = own.revocation();
            if (revocation != null
                    && own.issuer().equals(ca)
                    && own.certificate().getNotAfter().toInstant().isAfter(now.minus(AFTER_EXPIRY))) {
                addEntry(builder, own.certificate().getSerialNumber(), revocation.at(), revocation.reason());
            }
        }
    }

    private void addSubscribers(X509v2CRLBuilder builder, AuthorityKey issuer, Instant now) {
        jdbc.sql("""
                        SELECT serial, status_since, revocation_reason FROM certificate
                        WHERE issued_here AND status <> 'GOOD' AND not_after > :expired AND chain[2] = :issuer
                        ORDER BY status_since, serial""")
                .param("issuer", Certificates.der(issuer.certificate()))
                .param("expired", now.minus(AFTER_EXPIRY).atOffset(ZoneOffset.UTC))
                .query(rs -> {
                    addEntry(
                            builder,
                            new BigInteger(rs.getString("serial"), 16),
                            rs.getObject("status_since", OffsetDateTime.class).toInstant(),
                            rs.getInt("revocation_reason"));
                });
    }

    private static void addEntry(X509v2CRLBuilder builder, BigInteger serial, Instant since, int reason) {
        if (reason == RevocationReason.UNSPECIFIED.code()) {
            // No reason rather than `unspecified`: RFC 5280, 5.3.1
            builder.addCRLEntry(serial, Date.from(since), (@Nullable Extensions) null);
            return;
        }
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        try {
            extensions.addExtension(Extension.reasonCode, false, CRLReason.lookup(reason));
        } catch (IOException e) {
            throw new IllegalStateException("A reason can't be encoded", e);
        }
        builder.addCRLEntry(serial, Date.from(since), extensions.generate());
    }

    private Row read(CertificationAuthority ca, String lock) {
        return jdbc.sql("""
                        SELECT changes, number, covers, crl, this_update, next_update
                        FROM revocation_list WHERE ca = :ca""" + lock)
                .param("ca", ca.id())
                .query((rs, n) -> {
                    byte[] crl = rs.getBytes("crl");
                    RevocationList list = crl == null
                            ? null
                            : new RevocationList(
                                    crl,
                                    rs.getLong("number"),
                                    rs.getObject("this_update", OffsetDateTime.class)
                                            .toInstant(),
                                    rs.getObject("next_update", OffsetDateTime.class)
                                            .toInstant());
                    return new Row(rs.getLong("changes"), rs.getLong("number"), rs.getLong("covers"), list);
                })
                .single();
    }

    private record Row(
            long changes,
            long number,
            long covers,
            @Nullable RevocationList list) {}
}
