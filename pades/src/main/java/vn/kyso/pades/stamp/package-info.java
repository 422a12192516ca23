/// What is seen of a visible signature: text and picture scaled into its box, upright on rotated pages, with the
/// outlines of the characters it uses embedded. Fonts and pictures are parsed once and shared. In PDF/A it is drawn as
/// that wants: fonts embedded, colours calibrated, no soft masks.
///
/// Not here: shaping. Scripts whose letters join or reorder (Arabic, Hebrew, Indic and their kin) and characters that
/// neither font has are shown by their code point, such as `[U+4E2D]`: ugly, but never wrong and never empty boxes.
@NullMarked
package vn.kyso.pades.stamp;

import org.jspecify.annotations.NullMarked;
