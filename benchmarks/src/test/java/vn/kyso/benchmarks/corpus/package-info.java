/// A run over a small folder, from command to results.
@NullMarked
package vn.kyso.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
