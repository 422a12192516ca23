/// The signer's inbox: what waits, live on every device, and the answers on their way to the signing-service (steps
/// 5 to 7 of the signing cycle).
///
/// An answer is looked at for its shape and passed on. Nothing here says that something was approved; what a
/// request's state shows is what the signing-service said, and the clock.
@NullMarked
package vn.kyso.notification.inbox;

import org.jspecify.annotations.NullMarked;
