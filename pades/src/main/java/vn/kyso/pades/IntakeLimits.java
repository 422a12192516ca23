package vn.kyso.pades;

/// What a file may ask of the reader, so that a hostile one takes neither the heap nor the processor.
///
/// @param maxObjects entries of the cross-reference sections; 24 bytes of memory each while reading
/// @param maxPages pages; a few hundred bytes each in the outline
/// @param maxInflatedBytes of all object and cross-reference streams together
/// @param maxDepth of nested objects and of the page tree
/// @param maxSections cross-reference sections, which is to say revisions
public record IntakeLimits(int maxObjects, int maxPages, long maxInflatedBytes, int maxDepth, int maxSections) {
    /// Generous for real documents: two million objects, 50,000 pages, 256 MB inflated.
    public static final IntakeLimits DEFAULT = new IntakeLimits(2_000_000, 50_000, 256L << 20, 64, 2_000);

    public IntakeLimits {
        if (maxObjects < 1 || maxPages < 1 || maxInflatedBytes < 1 || maxDepth < 1 || maxSections < 1) {
            throw new IllegalArgumentException("Limits are positive");
        }
    }
}
