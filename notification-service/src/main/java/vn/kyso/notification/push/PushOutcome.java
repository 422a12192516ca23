package vn.kyso.notification.push;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a push service made of one push.
sealed interface PushOutcome {
    /// It took the push.
    record Accepted() implements PushOutcome {}

    /// The subscription has ended; it is never to be used again.
    record Gone(String why) implements PushOutcome {}

    /// Trouble that may pass.
    ///
    /// @param after as long as the push service asked to be left alone; null when it asked for nothing
    record TryLater(String why, @Nullable Duration after) implements PushOutcome {}

    /// It will never take this push, yet the subscription may be good.
    record Refused(String why) implements PushOutcome {}
}
