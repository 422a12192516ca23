/// What a producer signs, byte by byte.
@NullMarked
package vn.kyso.contracts.envelope;

import org.jspecify.annotations.NullMarked;
