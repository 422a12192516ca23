/// Tests of pictures for stamps.
@NullMarked
package vn.kyso.document.picture;

import org.jspecify.annotations.NullMarked;
