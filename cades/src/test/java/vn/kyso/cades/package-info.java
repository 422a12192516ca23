/// Signatures, tokens and status answers made by a small CA of the test, judged by ourselves and by `openssl`.
@NullMarked
package vn.kyso.cades;

import org.jspecify.annotations.NullMarked;
