package vn.kyso.pades.stamp;

/// A character to be drawn.
///
/// @param fallback which of the two fonts has it
/// @param number in that font's subset
/// @param advance in thousandths of the font's size
/// @param space whether a line may break here
record StampGlyph(int codePoint, boolean fallback, int number, int advance, boolean space) {}
