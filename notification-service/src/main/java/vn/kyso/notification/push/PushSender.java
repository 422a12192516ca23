package vn.kyso.notification.push;

/// One kind of push service. Blocks until it has answered or its time-out passed; holds no transaction.
interface PushSender {
    Channel channel();

    /// @param target of this sender's channel
    PushOutcome send(PushTarget target, PushMessage message);
}
