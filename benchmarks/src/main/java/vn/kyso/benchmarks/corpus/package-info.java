/// Signs every PDF below a folder. Strangers' bytes are read in worker JVMs of bounded heap that are ended when a file
/// takes too long; the keys stay with the one that started them.
///
/// [CorpusCommand] walks, [CorpusRun] hands out, [WorkerProcess] is the near end of a worker, [Worker] the far one,
/// [OfflinePki] what signs.
@NullMarked
package vn.kyso.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
