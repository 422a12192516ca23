package vn.kyso.pades;

import vn.kyso.pades.stamp.StampPicture;

/// What became of reading a picture.
public sealed interface PictureResult {
    record Read(StampPicture picture) implements PictureResult {}

    record Refused(Refusal refusal) implements PictureResult {}
}
