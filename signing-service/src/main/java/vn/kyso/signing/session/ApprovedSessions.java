package vn.kyso.signing.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.kyso.approval.ChallengeDocument;
import vn.kyso.approval.Evidence;
import vn.kyso.approval.EvidenceVerifier;
import vn.kyso.approval.Verdict;
import vn.kyso.signing.authenticator.AppProperties;
import vn.kyso.signing.session.SessionState.Approved;

/// Approved sessions, for whoever uses a key: read back under their MAC, and their evidence verified once more, so that
/// a key is used for what the database says only where the signer's passkey says it too. An approved session never
/// changes again, so what was verified is remembered for the other documents of the request.
@Component
public class ApprovedSessions {
    private static final int REMEMBERED = 200;

    private final Sessions sessions;
    private final EvidenceVerifier verifier;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Session> verified = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > REMEMBERED;
        }
    };

    ApprovedSessions(Sessions sessions, AppProperties app) {
        this.sessions = sessions;
        this.verifier = new EvidenceVerifier(app.rpId(), app.origin());
    }

    /// @return empty if there is none, or none that was approved
    /// @throws IllegalStateException if the row says approved and the evidence does not
    public Optional<Session> find(String requestId) {
        Session known = remembered(requestId);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Session> approved = sessions.find(requestId).filter(s -> s.state() instanceof Approved);
        approved.ifPresent(this::verify);
        return approved;
    }

    private void verify(Session session) {
        if (session.state() instanceof Approved(SessionState.Opened opened, Evidence evidence)) {
            Set<String> documents = evidence.challenge().documents().stream()
                    .filter(ChallengeDocument::opened)
                    .map(ChallengeDocument::documentId)
                    .collect(Collectors.toSet());
            boolean same = session.challenge(opened, session.asked().matchCode(), documents)
                    .equals(evidence.challenge());
            if (!same || !(verifier.verify(evidence) instanceof Verdict.Holds)) {
                throw new IllegalStateException(
                        "Session " + session.requestId() + " is approved, but its evidence does not hold");
            }
            lock.lock();
            try {
                verified.put(session.requestId(), session);
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable Session remembered(String requestId) {
        lock.lock();
        try {
            return verified.get(requestId);
        } finally {
            lock.unlock();
        }
    }
}
