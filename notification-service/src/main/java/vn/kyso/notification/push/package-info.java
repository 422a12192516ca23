/// How a signer's devices are told that something waits: Web Push, FCM and APNs behind one port, [PushSender], and
/// the work rows that try until the request's deadline.
///
/// A push says that a request waits, never what it is about, or that the signer got another device: what goes through a
/// provider in the clear is an id alone. It proves nothing and decides nothing.
@NullMarked
package vn.kyso.notification.push;

import org.jspecify.annotations.NullMarked;
