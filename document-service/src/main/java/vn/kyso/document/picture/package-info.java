/// Pictures for stamps: a tenant's logos and drawn signatures, kept until they are deleted. What was signed has its own
/// copy within, so deleting one changes no document and no open request.
@NullMarked
package vn.kyso.document.picture;

import org.jspecify.annotations.NullMarked;
