package vn.kyso.benchmarks.corpus;

import vn.kyso.benchmarks.signer.Level;
import vn.kyso.benchmarks.signer.Product;

/// What is made of each file.
///
/// @param level of the engine's signatures; its peers make B-B
/// @param visible whether with a stamp on the first page
record Job(Product product, Level level, boolean visible) {}
