@NullMarked
package vn.kyso.document.verification;

import org.jspecify.annotations.NullMarked;
