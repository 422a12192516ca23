/// Tests of document-service as a whole, over HTTP and events.
@NullMarked
package vn.kyso.document;

import org.jspecify.annotations.NullMarked;
