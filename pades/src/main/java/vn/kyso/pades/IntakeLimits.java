package vn.kyso.pades;

/// What a file may ask of the reader, so that a hostile one takes neither the heap nor the processor.
///
/// @param maxObjects entries of the cross-reference sections; 24 bytes of memory each while reading
/// @param maxPages pages; a few hundred bytes each in the outline
/// @param maxInflatedBytes of all object and cross-reference streams together
/// @param maxDepth of nested objects and of the page tree
/// @param maxSections cross-reference sections, which is to say revisions
/// @param maxValueBytes of one object without its stream; up to thirty times as much memory while it is looked at
/// @param maxStreamBytes of one object or cross-reference stream, inflated; some are kept at a time
public record IntakeLimits(
        int maxObjects,
        int maxPages,
        long maxInflatedBytes,
        int maxDepth,
        int maxSections,
        int maxValueBytes,
        int maxStreamBytes) {
    /// Generous for real documents: two million objects, 50,000 pages, 256 MB inflated. Memory has to be
    /// had for that: half a gigabyte.
    public static final IntakeLimits DEFAULT =
            new IntakeLimits(2_000_000, 50_000, 256L << 20, 64, 2_000, 64 << 20, 256 << 20);

    /// What nearly all documents stay within; a hostile one takes 64 MB of memory at most.
    public static final IntakeLimits USUAL = new IntakeLimits(300_000, 10_000, 64L << 20, 64, 500, 512 << 10, 4 << 20);

    /// For verifying, which holds several revisions at a time: one value or stream is bounded as in [#USUAL].
    public static final IntakeLimits VERIFYING =
            new IntakeLimits(500_000, 50_000, 256L << 20, 64, 2_000, 512 << 10, 4 << 20);

    public IntakeLimits {
        if (maxObjects < 1
                || maxPages < 1
                || maxInflatedBytes < 1
                || maxDepth < 1
                || maxSections < 1
                || maxValueBytes < 1
                || maxStreamBytes < 1) {
            throw new IllegalArgumentException("Limits are positive");
        }
    }
}
