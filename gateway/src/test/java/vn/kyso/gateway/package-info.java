/// The gateway on a real PostgreSQL, before services that note what reaches them.
@NullMarked
package vn.kyso.gateway;

import org.jspecify.annotations.NullMarked;
