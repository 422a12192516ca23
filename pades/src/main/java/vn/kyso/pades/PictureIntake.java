package vn.kyso.pades;

import vn.kyso.pades.stamp.BadPictureException;
import vn.kyso.pades.stamp.StampPicture;

/// Reads a logo or drawn signature for [Stamp]s: PNG of any kind, JPEG of one, three or four components. Size and shape
/// are looked at before anything is decoded, so a hostile file takes neither the heap nor the processor
/// ([StampPicture#MOST_BYTES], [StampPicture#MOST_PIXELS]).
///
/// A JPEG's EXIF orientation is followed, as browsers and phones follow it. Colour profiles are not: colours are sRGB,
/// or CMYK.
public final class PictureIntake {
    private PictureIntake() {}

    public static PictureResult read(byte[] file) {
        try {
            return new PictureResult.Read(StampPicture.read(file));
        } catch (BadPictureException e) {
            return new PictureResult.Refused(new Refusal(
                    e.tooLarge() ? Refusal.Reason.PICTURE_TOO_LARGE : Refusal.Reason.PICTURE_UNREADABLE, e.detail()));
        }
    }
}
