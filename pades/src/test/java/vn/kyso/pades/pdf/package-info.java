/// Tests of the reader and writer.
@NullMarked
package vn.kyso.pades.pdf;

import org.jspecify.annotations.NullMarked;
