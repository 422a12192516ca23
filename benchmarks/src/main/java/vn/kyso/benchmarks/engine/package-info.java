/// What a signature costs, in processor time and memory, beside the floor below which no signer can get. Keys are not
/// measured: their value is made beforehand.
@NullMarked
package vn.kyso.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
