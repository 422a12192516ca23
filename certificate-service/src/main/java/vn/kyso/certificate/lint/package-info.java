/// Rules that a certificate fulfils before it is signed: one class for each, checked against the clause that it
/// names, with good and bad vectors under `src/test/resources/lint`.
@NullMarked
package vn.kyso.certificate.lint;

import org.jspecify.annotations.NullMarked;
