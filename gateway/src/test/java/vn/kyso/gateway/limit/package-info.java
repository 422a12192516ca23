/// Tests of the limits for strangers.
@NullMarked
package vn.kyso.gateway.limit;

import org.jspecify.annotations.NullMarked;
