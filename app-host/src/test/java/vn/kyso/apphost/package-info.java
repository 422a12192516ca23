/// What the app's host answers, and what it tells browsers to forbid.
@NullMarked
package vn.kyso.apphost;

import org.jspecify.annotations.NullMarked;
