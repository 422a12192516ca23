package vn.kyso.messaging;

import org.springframework.context.SmartLifecycle;

/// When parts of messaging start and end beside the web server, which starts last and ends first. What produces
/// ends before what carries it away.
final class Phases {
    static final int RELAY = SmartLifecycle.DEFAULT_PHASE - 8192;
    static final int WORKERS = SmartLifecycle.DEFAULT_PHASE - 6144;
    static final int CONSUMERS = SmartLifecycle.DEFAULT_PHASE - 4096;

    private Phases() {}
}
