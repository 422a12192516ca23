/// PDFs to test with, written byte by byte, so that each has exactly the form that its name says.
@NullMarked
package vn.kyso.testkit.pdf;

import org.jspecify.annotations.NullMarked;
