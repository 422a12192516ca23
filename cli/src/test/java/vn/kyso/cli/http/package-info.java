@NullMarked
package vn.kyso.cli.http;

import org.jspecify.annotations.NullMarked;
