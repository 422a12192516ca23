/// Verification of PDFs that somebody brings: received into a file without a name, verified by the engine's own checks
/// (`vn.kyso.pades.verify`), answered, forgotten. Nothing of it is stored, and no tenant's data are looked at.
@NullMarked
package vn.kyso.document.verification;

import org.jspecify.annotations.NullMarked;
