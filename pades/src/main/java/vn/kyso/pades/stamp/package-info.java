/// The picture of a visible signature: text scaled into its box, upright on rotated pages, with the outlines of the
/// characters it uses embedded. Fonts are parsed once and shared.
///
/// Not here: shaping. Scripts whose letters join or reorder (Arabic, Hebrew, Indic and their kin) and characters that
/// neither font has are shown by their code point, such as `[U+4E2D]`: ugly, but never wrong and never empty boxes.
@NullMarked
package vn.kyso.pades.stamp;

import org.jspecify.annotations.NullMarked;
