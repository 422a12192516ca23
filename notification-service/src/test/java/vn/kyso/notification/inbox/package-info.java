/// What signers see, and what becomes of their answers.
@NullMarked
package vn.kyso.notification.inbox;

import org.jspecify.annotations.NullMarked;
