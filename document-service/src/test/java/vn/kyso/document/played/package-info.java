/// The neighbours of document-service as its tests play them: a PKI that answers over HTTP, the services whose events
/// it
/// hears, and its callers. Database and broker are real.
@NullMarked
package vn.kyso.document.played;

import org.jspecify.annotations.NullMarked;
