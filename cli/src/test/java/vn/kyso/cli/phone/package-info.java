@NullMarked
package vn.kyso.cli.phone;

import org.jspecify.annotations.NullMarked;
