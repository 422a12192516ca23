package vn.kyso.frame;

import vn.kyso.contracts.envelope.Service;

/// Tokens with which this service calls handlers of other services ([ServiceApi]): signed with its identity key,
/// for one receiver, valid for one minute.
public interface ServiceToken {
    /// The value to send as `Authorization: Bearer …`.
    String forCallTo(Service service);
}
