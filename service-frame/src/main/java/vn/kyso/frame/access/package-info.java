/// Who may call a handler: the four annotations and [vn.kyso.frame.PublicApi], the tokens behind them, and the
/// proofs that bind a device's token to its key. Every service verifies tokens itself; none asks another service
/// about a call.
@NullMarked
package vn.kyso.frame.access;

import org.jspecify.annotations.NullMarked;
