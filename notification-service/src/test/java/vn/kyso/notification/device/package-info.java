/// What push services are sent, read by those who are to read it.
@NullMarked
package vn.kyso.notification.device;

import org.jspecify.annotations.NullMarked;
