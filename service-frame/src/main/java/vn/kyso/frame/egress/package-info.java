/// The one port for addresses that strangers can name: which addresses may be called, and calls that can't be led
/// elsewhere.
@NullMarked
package vn.kyso.frame.egress;

import org.jspecify.annotations.NullMarked;
