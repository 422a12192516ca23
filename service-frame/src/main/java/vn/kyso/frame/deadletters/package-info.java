/// Operators' door to the service's dead letters, in services that consume events.
@NullMarked
package vn.kyso.frame.deadletters;

import org.jspecify.annotations.NullMarked;
