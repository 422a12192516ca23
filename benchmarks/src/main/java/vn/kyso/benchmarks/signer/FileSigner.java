package vn.kyso.benchmarks.signer;

import java.io.IOException;
import java.nio.file.Path;

/// A file in, a signed file out.
public interface FileSigner {
    /// The processor time of the answer is 0: whoever calls measures.
    ///
    /// @param into is not there yet, and may be there unfinished after a refusal
    Outcome sign(Path pdf, Path into) throws IOException;
}
