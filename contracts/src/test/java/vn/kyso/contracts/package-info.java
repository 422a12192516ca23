/// Tests of the module as a whole.
@NullMarked
package vn.kyso.contracts;

import org.jspecify.annotations.NullMarked;
