/// Tells signers what waits for them (step 5 of the signing cycle), shows it to their devices and carries their
/// answers to the signing-service (step 7), believing none of them.
///
/// What it never does: sign, verify or decide an approval; it holds no key of a signer and no digest that it
/// computed.
///
/// [vn.kyso.notification.device] is who may be told, [vn.kyso.notification.push] how they are told,
/// [vn.kyso.notification.inbox] what they see and answer. Each knows only those named before it.
@NullMarked
package vn.kyso.notification;

import org.jspecify.annotations.NullMarked;
