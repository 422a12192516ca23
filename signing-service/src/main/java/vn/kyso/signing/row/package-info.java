/// Rows that whoever can write to the database still can't forge: each carries a MAC under a key that the database
/// never holds. It does not notice a row that was put back to an earlier state of itself (docs/threat-model.md).
@NullMarked
package vn.kyso.signing.row;

import org.jspecify.annotations.NullMarked;
