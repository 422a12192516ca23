/// Tenants, their clients and their people, and how an installation's first ones come to be.
@NullMarked
package vn.kyso.gateway.tenant;

import org.jspecify.annotations.NullMarked;
