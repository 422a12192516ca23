package vn.kyso.certificate.status;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.authority.AuthorityCertificate;
import vn.kyso.certificate.authority.AuthorityRole;
import vn.kyso.certificate.authority.CertificationAuthority;
import vn.kyso.certificate.authority.EmbeddedAuthority;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.messaging.WorkQueue;

/// Replaces the issuing CA or the time-stamp authority under the same root, and revokes their certificates. The root
/// itself is replaced by people, with a ceremony and a new anchor for everybody; responders renew themselves.
final class ChangeAuthority {
    private final EmbeddedAuthority authority;
    private final RevocationLists lists;
    private final WorkQueue work;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    ChangeAuthority(
            EmbeddedAuthority authority,
            RevocationLists lists,
            WorkQueue work,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this.authority = authority;
        this.lists = lists;
        this.work = work;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    List<AuthorityCertificate> all() {
        return authority.certificates();
    }

    /// A new key for that role. The old issuing CA issues nothing more and answers for what it issued until it expires;
    /// tokens of the old time-stamp authority stay valid.
    AuthorityCertificate rotate(AuthorityRole role, String operator) {
        String serial = Objects.requireNonNull(transactions.execute(status -> {
            String made = Certificates.serial(authority.replace(role).certificate());
            audit.record(
                    "authority-key-replaced",
                    made,
                    "operator:" + operator,
                    "",
                    Map.of("role", role.name().toLowerCase(Locale.ROOT)));
            return made;
        }));
        authority.takeOver();
        return require(serial);
    }

    /// For ever. What was in use has a successor at once; of a revoked issuing CA every certificate is revoked too, by
    /// and by. Its issuer's list is made anew.
    ///
    /// @throws ProblemException `certificate-not-found` where it is neither an issuing CA's nor a time-stamp
    ///     authority's, or `certificate-already-revoked`
    AuthorityCertificate revoke(String serial, RevocationReason reason, String operator) {
        AuthorityCertificate certificate = require(Serials.normalise(serial));
        transactions.executeWithoutResult(status -> {
            Instant now = clock.instant();
            // To the second, as OCSP and CRL say it.
            Instant since = now.truncatedTo(ChronoUnit.SECONDS);
            if (!authority.revoke(certificate.role(), certificate.generation(), since, reason.code())) {
                throw new ProblemException(
                        ProblemType.CERTIFICATE_ALREADY_REVOKED, "The certificate is revoked, which is for ever.");
            }
            lists.changed(certificate.issuer());
            if (certificate.role() == AuthorityRole.ISSUING) {
                work.add(RevokeIssued.of(
                        new CertificationAuthority(certificate.role(), certificate.generation()), operator, now));
            }
            audit.record(
                    "authority-certificate-revoked",
                    certificate.serial(),
                    "operator:" + operator,
                    "",
                    Map.of(
                            "role", certificate.role().name().toLowerCase(Locale.ROOT),
                            "reason", reason.wireName()));
        });
        authority.takeOver();
        lists.current(certificate.issuer());
        return require(certificate.serial());
    }

    private AuthorityCertificate require(String serial) {
        return authority.certificates().stream()
                .filter(c -> c.role() == AuthorityRole.ISSUING || c.role() == AuthorityRole.TIMESTAMP)
                .filter(c -> c.serial().equals(serial))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CERTIFICATE_NOT_FOUND,
                        "No issuing CA and no time-stamp authority has a certificate with this serial."));
    }
}
