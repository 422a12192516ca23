@NullMarked
package vn.kyso.cli;

import org.jspecify.annotations.NullMarked;
