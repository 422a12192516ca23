/// How often strangers may ask, for each address that they come from: before anything is looked up, verified or signed
/// for them.
@NullMarked
package vn.kyso.gateway.limit;

import org.jspecify.annotations.NullMarked;
