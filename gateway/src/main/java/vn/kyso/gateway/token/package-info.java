/// Access tokens for requesters: their keys, wrapped at rest, and their claims.
@NullMarked
package vn.kyso.gateway.token;

import org.jspecify.annotations.NullMarked;
