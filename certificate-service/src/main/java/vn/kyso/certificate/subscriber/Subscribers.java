package vn.kyso.certificate.subscriber;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.contracts.signer.UserId;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.settings.SignerKey;
import vn.kyso.frame.settings.UserIdSettings;

/// All subscribers.
public final class Subscribers {
    private final JdbcClient jdbc;
    private final UserIdSettings userIds;
    private final SignerKey signerKey;

    Subscribers(JdbcClient jdbc, UserIdSettings userIds, SignerKey signerKey) {
        this.jdbc = jdbc;
        this.userIds = userIds;
        this.signerKey = signerKey;
    }

    /// The subscriber whom somebody typed.
    ///
    /// @throws ProblemException `invalid-user-id` or `unknown-signer`
    public Subscriber require(String typedUserId) {
        UserId userId = userId(typedUserId);
        return find(userId)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNKNOWN_SIGNER, "No subscriber is enrolled under this userID."));
    }

    /// What somebody typed as a userID, normalised.
    ///
    /// @throws ProblemException `invalid-user-id`
    public UserId userId(String typed) {
        return userIds.require(typed);
    }

    /// How events name whoever has this userID, enrolled or not.
    public SignerRef refOf(UserId userId) {
        return signerKey.refOf(userId);
    }

    public Optional<Subscriber> find(UserId userId) {
        return jdbc.sql("SELECT signer, name, country FROM subscriber WHERE user_id = :userId")
                .param("userId", userId.value())
                .query((rs, n) -> new Subscriber(
                        userId, new SignerRef(rs.getString("signer")), rs.getString("name"), rs.getString("country")))
                .optional();
    }

    /// Adds a subscriber unless there is one of that userID; in the caller's transaction.
    ///
    /// @return whether it was added
    boolean add(Subscriber subscriber, Instant now) {
        return jdbc.sql("""
                                INSERT INTO subscriber (user_id, signer, kind, name, country, created_at)
                                VALUES (:userId, :signer, :kind, :name, :country, :now)
                                ON CONFLICT (user_id) DO NOTHING""")
                        .param("userId", subscriber.userId().value())
                        .param("signer", subscriber.signer().value())
                        .param("kind", subscriber.userId().kind().name())
                        .param("name", subscriber.name())
                        .param("country", subscriber.country())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
