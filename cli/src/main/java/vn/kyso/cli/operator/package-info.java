/// What operators do, with tokens that they sign themselves with the operator's key.
@NullMarked
package vn.kyso.cli.operator;

import org.jspecify.annotations.NullMarked;
