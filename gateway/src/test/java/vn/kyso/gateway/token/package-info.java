/// Tests of the tokens' keys.
@NullMarked
package vn.kyso.gateway.token;

import org.jspecify.annotations.NullMarked;
