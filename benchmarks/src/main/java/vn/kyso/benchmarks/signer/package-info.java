/// The engine and its peers behind one call: a file in, a signed file out. None of them has a key; all are given the
/// same one.
@NullMarked
package vn.kyso.benchmarks.signer;

import org.jspecify.annotations.NullMarked;
