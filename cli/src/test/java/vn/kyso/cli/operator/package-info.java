@NullMarked
package vn.kyso.cli.operator;

import org.jspecify.annotations.NullMarked;
