package vn.kyso.document.document;

import vn.kyso.document.blob.BlobKey;

/// A blob's part in a document: all of its bytes, after those of the segments before it.
record Segment(BlobKey blob, long length) {}
