/// The installation's settings that every service has, their defaults, and the beans made of them alone.
@NullMarked
package vn.kyso.frame.settings;

import org.jspecify.annotations.NullMarked;
