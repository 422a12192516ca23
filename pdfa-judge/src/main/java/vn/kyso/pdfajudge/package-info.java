/// veraPDF as a judge of our PDFs, in a JVM of its own, because its libraries are no dependency of anything we ship.
///
/// Not here: any expectation. `testkit` starts the worker, asks it, and compares.
@NullMarked
package vn.kyso.pdfajudge;

import org.jspecify.annotations.NullMarked;
