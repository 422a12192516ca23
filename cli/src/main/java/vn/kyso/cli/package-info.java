/// The command line: a client of the public API with ordinary tokens. It holds nothing that another client could
/// not hold, and no service knows that it exists.
@NullMarked
package vn.kyso.cli;

import org.jspecify.annotations.NullMarked;
