package vn.kyso.frame;

import vn.kyso.contracts.envelope.Service;

/// Which service calls a [ServiceApi] handler.
public record CallingService(Service service) {}
