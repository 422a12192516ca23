/// The engine run over other people's files, and measured against its peers. Nothing here is part of the platform: the
/// keys are made when a run starts and forgotten when it ends.
@NullMarked
package vn.kyso.benchmarks;

import org.jspecify.annotations.NullMarked;
