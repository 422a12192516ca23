/// Tests of the rules, and the maker of their vectors.
@NullMarked
package vn.kyso.certificate.lint;

import org.jspecify.annotations.NullMarked;
