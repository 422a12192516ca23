@NullMarked
package vn.kyso.local.installation;

import org.jspecify.annotations.NullMarked;
