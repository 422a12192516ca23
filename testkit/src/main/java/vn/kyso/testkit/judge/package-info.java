/// Judges of signed PDFs that we did not write: `pdfsig` (poppler and NSS), `mutool`, `qpdf`, `openssl` and EU DSS.
/// Each runs as a process of its own and gives a typed verdict; one that is not installed fails the test that asks it.
@NullMarked
package vn.kyso.testkit.judge;

import org.jspecify.annotations.NullMarked;
