/// Tests of the key store by itself.
@NullMarked
package vn.kyso.signing.credential;

import org.jspecify.annotations.NullMarked;
