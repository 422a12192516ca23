/// Step 9 of the signing cycle: one document's signature at a time, by any instance. The key is used only for what an
/// approved session's evidence names, and only while its certificate is valid by this service's own projection; the
/// attributes that are signed follow from the document's digest and the certificate by one documented rule
/// ([vn.kyso.cades.SignedAttributes]), applied here and nowhere else.
@NullMarked
package vn.kyso.signing.signature;

import org.jspecify.annotations.NullMarked;
