package vn.kyso.document.picture;

import java.time.Instant;
import java.util.UUID;

/// A picture as its tenant sees it.
///
/// @param size of its file, in bytes
/// @param width in pixels, as it is looked at
record Picture(UUID id, String mediaType, long size, int width, int height, Instant createdAt) {}
