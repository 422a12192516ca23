/// A signer's phone on the command line: it does what any phone does, through the same calls.
@NullMarked
package vn.kyso.cli.phone;

import org.jspecify.annotations.NullMarked;
