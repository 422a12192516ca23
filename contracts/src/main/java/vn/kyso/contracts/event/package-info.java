/// The facts that travel between services. Fields are only ever added, optional ones at that; readers ignore what they
/// do not know.
@NullMarked
package vn.kyso.contracts.event;

import org.jspecify.annotations.NullMarked;
