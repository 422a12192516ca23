@NullMarked
package vn.kyso.local;

import org.jspecify.annotations.NullMarked;
