package vn.kyso.notification.push;

import java.time.Instant;

/// Something that a signer is to be told on every device.
///
/// @param telling 0 when the request was asked, the session's version at a reminder: each is told once per device
/// @param requester who asks, as the signer reads it
/// @param until after this it is of no use
/// @param deviceExpected whether the signing-service knows a device of the signer, even if this service hasn't
///     heard of one yet
public record Notice(
        String requestId,
        String tenant,
        String signer,
        String requester,
        long telling,
        Instant askedAt,
        Instant until,
        boolean deviceExpected) {}
