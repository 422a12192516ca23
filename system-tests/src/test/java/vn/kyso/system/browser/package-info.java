/// The two screens in Debian's Chromium, with real clicks: what people see, on the whole platform.
@NullMarked
package vn.kyso.system.browser;

import org.jspecify.annotations.NullMarked;
