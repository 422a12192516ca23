package vn.kyso.certificate.subscriber;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.certificate.profile.HolderName;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.contracts.signer.UserId;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;

/// Enrols a person or an organisation. Who they are has been checked by the operator; here only what a
/// certificate could not carry is refused.
final class EnrolSubscriber {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Subscribers subscribers;
    private final TransactionOperations transactions;
    private final AuditLog audit;
    private final InstantSource clock;

    EnrolSubscriber(Subscribers subscribers, TransactionOperations transactions, AuditLog audit, InstantSource clock) {
        this.subscribers = subscribers;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param added false where the subscriber stood already, with the same name and country
    record Enrolled(Subscriber subscriber, boolean added) {}

    /// @throws ProblemException `invalid-user-id`, `invalid-field`, or `conflict` where the userID is another's
    Enrolled enrol(String typedUserId, String typedName, String country, String operator) {
        UserId userId = subscribers.userId(typedUserId);
        String name = SubscriberName.normalise(typedName)
                .orElseThrow(() -> new ProblemException(
                                ProblemType.INVALID_FIELD,
                                "A name has 1 to " + HolderName.LONGEST + " visible characters.")
                        .with("field", "name"));
        if (!COUNTRIES.contains(country)) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "A country has two capital letters, such as VN.")
                    .with("field", "country");
        }
        Subscriber wanted = new Subscriber(userId, subscribers.refOf(userId), name, country);
        Boolean added = transactions.execute(status -> {
            boolean isNew = subscribers.add(wanted, clock.instant());
            if (isNew) {
                audit.record("subscriber-enrolled", wanted.signer().value(), "operator:" + operator, "", Map.of());
            }
            return isNew;
        });
        Subscriber standing = subscribers.require(userId.value());
        if (!standing.equals(wanted)) {
            throw new ProblemException(
                    ProblemType.CONFLICT, "Another name or country is enrolled under this userID already.");
        }
        return new Enrolled(standing, Boolean.TRUE.equals(added));
    }
}
