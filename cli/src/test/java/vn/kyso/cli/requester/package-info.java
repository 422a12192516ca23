@NullMarked
package vn.kyso.cli.requester;

import org.jspecify.annotations.NullMarked;
