package vn.kyso.pades;

/// What a signature covers: the whole file but for the value of Contents (ISO 32000-2, 12.8.1). Two spans, each an
/// offset and a **length**; the first starts at 0.
///
/// @param firstLength bytes before the `<` of Contents
/// @param secondOffset of the byte after its `>`
/// @param secondLength bytes from there to the end of the file
public record ByteRange(long firstLength, long secondOffset, long secondLength) {
    public ByteRange {
        if (firstLength <= 0 || secondOffset <= firstLength + 1 || secondLength <= 0) {
            throw new IllegalArgumentException("Not the two spans around a hole");
        }
    }

    /// Bytes of the file that it covers, gap included.
    public long end() {
        return secondOffset + secondLength;
    }
}
