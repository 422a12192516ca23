package vn.kyso.signing.session;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.ChallengeDocument;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;
import vn.kyso.signing.session.SessionState.Opened;

/// One sign request as this service knows it.
///
/// @param asked as document-service asked
/// @param deadline until when an approval counts: as asked, but never farther than this service allows; whole
///     milliseconds
/// @param version of the aggregate, for `session-changed`
/// @param refusedAnswers how many answers did not count
public record Session(SignatureAsked asked, Instant deadline, SessionState state, long version, int refusedAnswers) {
    public String requestId() {
        return asked.requestId();
    }

    public String tenant() {
        return asked.tenant();
    }

    Session next(SessionState next) {
        return new Session(asked, deadline, next, version + 1, refusedAnswers);
    }

    /// What an approval of this session is for, computed from this service's own record alone.
    ///
    /// @param matchCode as somebody may have typed it
    /// @param openedDocuments whose bytes the phone says it hashed itself
    Challenge challenge(Opened opened, @Nullable String matchCode, Set<String> openedDocuments) {
        List<ChallengeDocument> documents = asked.documents().stream()
                .map(d -> new ChallengeDocument(
                        d.documentId(), d.name(), d.digest(), openedDocuments.contains(d.documentId())))
                .toList();
        return new Challenge(
                opened.rpId(),
                asked.tenant(),
                asked.requester(),
                asked.requestId(),
                opened.nonce(),
                asked.signer(),
                opened.credentialId(),
                asked.certificateDigest(),
                opened.algorithm(),
                deadline,
                matchCode,
                documents);
    }
}
