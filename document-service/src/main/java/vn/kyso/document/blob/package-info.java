/// Where a tenant's bytes lie: immutable blobs under unique names, written before the row that refers to them commits,
/// and swept when no row ever does. The file system now; any object store behind the same port.
///
/// It knows nothing of documents, PDF or requests.
@NullMarked
package vn.kyso.document.blob;

import org.jspecify.annotations.NullMarked;
