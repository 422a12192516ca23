package vn.kyso.frame.idempotency;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.IdempotencyKeys;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.WrappingKey;
import vn.kyso.frame.access.Callers;
import vn.kyso.frame.idempotency.StoredAnswers.Answer;
import vn.kyso.frame.idempotency.StoredAnswers.Key;
import vn.kyso.frame.idempotency.StoredAnswers.Row;

/// A key is leased while its call runs, and holds the call's answer afterwards.
class LeasedKeys implements IdempotencyKeys {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};
    private static final String REPLAYED = "Idempotent-Replayed";

    private final StoredAnswers stored;
    private final WrappingKey wrapping;
    private final JsonMapper json;
    private final Duration retention;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    LeasedKeys(StoredAnswers stored, WrappingKey wrapping, JsonMapper json, Duration retention) {
        this.stored = stored;
        this.wrapping = wrapping;
        this.json = json;
        this.retention = retention;
    }

    @Override
    public <T> ResponseEntity<T> once(
            String tenant, @Nullable String key, String fingerprint, Class<T> type, Supplier<ResponseEntity<T>> call) {
        if (key == null) {
            return call.get();
        }
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A call under an idempotency key opens its own transactions");
        }
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(
                            ProblemType.MALFORMED_REQUEST, "An Idempotency-Key is 1 to 200 printable ASCII characters.")
                    .with("field", "Idempotency-Key");
        }
        Key of = new Key(tenant, Callers.current(), key);
        UUID lease = UUID.randomUUID();
        Optional<Answer> answer = takeOrFind(of, StoredAnswers.digest(fingerprint), lease);
        return answer.isPresent() ? replay(of, answer.get(), type) : run(of, lease, call);
    }

    /// Takes the key for this call, or finds the answer of the first.
    private Optional<Answer> takeOrFind(Key key, byte[] fingerprint, UUID lease) {
        // Between the statements others may take, free or answer the key; after a few rounds it is simply busy.
        for (int round = 0; round < 5; round++) {
            if (stored.take(key, fingerprint, lease)) {
                return Optional.empty();
            }
            Optional<Row> found = stored.find(key);
            if (found.isEmpty()) {
                continue;
            }
            Row row = found.get();
            if (!MessageDigest.isEqual(row.fingerprint(), fingerprint)) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "This Idempotency-Key was used for a request with other content. Use a new one.");
            }
            if (row.answer() != null) {
                return Optional.of(row.answer());
            }
            boolean abandoned = !row.leasedUntil().isAfter(stored.now());
            if (abandoned && stored.takeOver(key, row.lease(), lease)) {
                return Optional.empty();
            }
            if (!abandoned) {
                break;
            }
        }
        throw new ProblemException(
                        ProblemType.IDEMPOTENT_CALL_RUNNING,
                        "The first request with this Idempotency-Key is still being worked on. Ask again.")
                .with("retryAfterSeconds", 1);
    }

    private <T> ResponseEntity<T> run(Key key, UUID lease, Supplier<ResponseEntity<T>> call) {
        running.add(lease);
        boolean kept = false;
        try {
            ResponseEntity<T> answer = call.get();
            if (answer.getStatusCode().is2xxSuccessful()) {
                stored.keep(lease, key, wrap(key, answer));
                kept = true;
            }
            return answer;
        } finally {
            running.remove(lease);
            if (!kept) {
                stored.free(lease, key);
            }
        }
    }

    private Answer wrap(Key key, ResponseEntity<?> answer) {
        Object body = answer.getBody();
        Map<String, List<String>> headers = new java.util.TreeMap<>();
        answer.getHeaders().forEach(headers::put);
        return new Answer(
                answer.getStatusCode().value(),
                json.writeValueAsString(headers),
                body == null ? null : wrapping.wrap(json.writeValueAsBytes(body), purpose(key)));
    }

    private <T> ResponseEntity<T> replay(Key key, Answer answer, Class<T> type) {
        HttpHeaders headers = new HttpHeaders();
        json.readValue(answer.headers(), HEADERS).forEach(headers::addAll);
        headers.set(REPLAYED, "true");
        byte[] wrapped = answer.body();
        ResponseEntity.BodyBuilder replay =
                ResponseEntity.status(answer.status()).headers(headers);
        return wrapped == null
                ? replay.build()
                : replay.body(json.readValue(wrapping.unwrap(wrapped, purpose(key)), type));
    }

    private static String purpose(Key key) {
        return "frame/idempotency/" + key.tenant() + "\n" + key.caller() + "\n" + key.value();
    }

    @Scheduled(fixedDelayString = "PT20S")
    void renew() {
        stored.renew(Set.copyOf(running));
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void forget() {
        stored.forget(retention);
    }
}
