package vn.kyso.frame;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Creating calls that are answered once. A key belongs to the tenant and the caller that sent it and is kept for
/// a day (`kyso.idempotency.retention`).
public interface IdempotencyKeys {
    /// Makes the call, or gives the answer that its first successful run gave.
    ///
    /// Only what `call` returns is kept; a refusal that it throws frees the key, because a refused call has
    /// created nothing. While the first call runs its key is leased and the lease renewed, so a crashed instance
    /// frees the key after a minute. If it crashed between the call's commit and the noting of the answer, the
    /// next call runs again.
    ///
    /// @param tenant the caller's tenant; for callers without one, a constant of the endpoint
    /// @param key the `Idempotency-Key` header, or null where the caller sent none: then the call is simply made
    /// @param fingerprint what must be the same when the key is used again: method, path and body, or their
    ///     digest
    /// @param type the body's type, to which a kept answer is read
    /// @param call outside any transaction; it opens its own
    /// @throws ProblemException `idempotency-key-reused` for another fingerprint, `idempotent-call-running` while
    ///     the first call runs, `malformed-request` for a key that isn't 1 to 200 printable ASCII characters
    /// @throws IllegalStateException inside a transaction
    <T> ResponseEntity<T> once(
            String tenant, @Nullable String key, String fingerprint, Class<T> type, Supplier<ResponseEntity<T>> call);
}
