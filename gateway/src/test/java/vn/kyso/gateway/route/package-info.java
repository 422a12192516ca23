/// Tests of what is forwarded, and how.
@NullMarked
package vn.kyso.gateway.route;

import org.jspecify.annotations.NullMarked;
