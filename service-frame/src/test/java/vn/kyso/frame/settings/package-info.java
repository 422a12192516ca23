/// Tests of what configuration may say.
@NullMarked
package vn.kyso.frame.settings;

import org.jspecify.annotations.NullMarked;
