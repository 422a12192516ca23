package vn.kyso.pades.stamp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import vn.kyso.pades.pdf.PdfValue;

/// A JPEG (ISO/IEC 10918-1) as it is, for DCTDecode, but for what is not the picture: EXIF with its thumbnail and
/// place, profiles, comments and what follows the end stay out. Its orientation is kept apart; Adobe's marker
/// (ISO/IEC 10918-6) stays, because it says how colours are coded.
///
/// Sizes are looked at before anything is decoded, and it is decoded once, so that no reader meets a damaged one.
final class JpegPicture {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int DHT = 0xc4;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;
    private static final byte[] JFIF_WITHOUT_THUMBNAIL = {
        (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };
    /// Progressive pictures have about ten; each is a pass over all pixels.
    private static final int MOST_SCANS = 32;

    private static final int ORIENTATION_TAG = 0x0112;
    private static final int SHORT = 3;

    private final byte[] file;
    private final ByteArrayOutputStream kept;
    private int at = 2;
    private int width;
    private int height;
    private int components;
    private int scans;
    private boolean adobe;
    private boolean exif;
    private Orientation orientation = Orientation.UPRIGHT;

    private JpegPicture(byte[] file) {
        this.file = file;
        this.kept = new ByteArrayOutputStream(file.length);
    }

    static boolean is(byte[] file) {
        return file.length > 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == SOI && (file[2] & 0xff) == 0xff;
    }

    static StampPicture read(byte[] file) throws BadPictureException {
        JpegPicture picture = new JpegPicture(file);
        picture.walk();
        byte[] data = picture.kept.toByteArray();
        requireDecodable(data);
        PdfValue.Dict dict = PdfValue.Dict.EMPTY.with("Filter", new PdfValue.Name("DCTDecode"));
        if (picture.components == 4 && picture.adobe) {
            // Adobe's programs write CMYK the other way round.
            dict = dict.with("Decode", StampPicture.numbers(1, 0, 1, 0, 1, 0, 1, 0));
        }
        return StampPicture.ofCoded(
                picture.width, picture.height, picture.components, picture.orientation, new Samples(dict, data));
    }

    private void walk() throws BadPictureException {
        kept.write(file, 0, 2);
        for (int marker = marker(); marker != EOI; marker = marker()) {
            segment(marker);
        }
        if (scans == 0) {
            throw BadPictureException.unreadable("The JPEG has no picture in it");
        }
        kept.write(0xff);
        kept.write(EOI);
    }

    private int marker() throws BadPictureException {
        if (unsigned(at++) != 0xff) {
            throw BadPictureException.unreadable("The JPEG has something where a marker must be");
        }
        while (unsigned(at) == 0xff) {
            at++;
        }
        return unsigned(at++);
    }

    private void segment(int marker) throws BadPictureException {
        int length = unsigned(at) << 8 | unsigned(at + 1);
        if (length < 2 || length > file.length - at) {
            throw BadPictureException.unreadable("The JPEG ends within a segment");
        }
        switch (marker) {
            case 0xc0, 0xc1, 0xc2 -> {
                frame(length);
                keep(marker, length);
            }
            case SOS -> {
                if (width == 0 || ++scans > MOST_SCANS) {
                    throw BadPictureException.unreadable("The JPEG has a scan before its frame, or too many of them");
                }
                keep(marker, length);
                entropyCoded(at + length);
                return;
            }
            case DHT, DQT, DRI -> keep(marker, length);
            case APP0 -> {
                if (begins("JFIF\0", length)) {
                    kept.writeBytes(JFIF_WITHOUT_THUMBNAIL);
                }
            }
            case APP1 -> {
                if (!exif && begins("Exif\0\0", length)) {
                    exif = true;
                    orientation = orientation(
                            ByteBuffer.wrap(file, at + 8, length - 8).slice());
                }
            }
            case APP14 -> {
                if (begins("Adobe", length) && length >= 14) {
                    adobe = true;
                    keep(marker, length);
                }
            }
            case COM -> {}
            default -> {
                if (marker < APP0 || marker > APP15) {
                    throw BadPictureException.unreadable(
                            "The JPEG is of a kind that PDF does not have: save it as baseline or progressive");
                }
            }
        }
        at += length;
    }

    private void keep(int marker, int length) {
        kept.write(0xff);
        kept.write(marker);
        kept.write(file, at, length);
    }

    private void frame(int length) throws BadPictureException {
        if (width != 0 || length < 8 || length != 8 + 3 * unsigned(at + 7)) {
            throw BadPictureException.unreadable("The JPEG has a frame that can't be");
        }
        height = unsigned(at + 3) << 8 | unsigned(at + 4);
        width = unsigned(at + 5) << 8 | unsigned(at + 6);
        components = unsigned(at + 7);
        if (unsigned(at + 2) != 8 || components != 1 && components != 3 && components != 4) {
            throw BadPictureException.unreadable("The JPEG's colours are of a kind that PDF does not have");
        }
        StampPicture.requireWithinLimits(width, height);
    }

    /// Up to the next marker that is no restart; `FF 00` is a sample.
    private void entropyCoded(int start) throws BadPictureException {
        int end = start;
        while (unsigned(end) != 0xff || unsigned(end + 1) == 0 || isRestart(unsigned(end + 1))) {
            end++;
        }
        kept.write(file, start, end - start);
        at = end;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    private boolean begins(String name, int length) {
        byte[] expected = name.getBytes(StandardCharsets.ISO_8859_1);
        return length >= 2 + expected.length
                && new String(file, at + 2, expected.length, StandardCharsets.ISO_8859_1).equals(name);
    }

    private int unsigned(int index) throws BadPictureException {
        if (index >= file.length) {
            throw BadPictureException.unreadable("The JPEG ends before its end");
        }
        return file[index] & 0xff;
    }

    /// The first directory's orientation; what can't be read is as if it were not there.
    private static Orientation orientation(ByteBuffer tiff) {
        if (tiff.remaining() < 8) {
            return Orientation.UPRIGHT;
        }
        boolean little = tiff.getShort(0) == 0x4949;
        tiff.order(little ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0, entry = directory + 2; i < entries && entry <= tiff.limit() - 12; i++, entry += 12) {
            if (tiff.getShort(entry) == ORIENTATION_TAG && tiff.getShort(entry + 2) == SHORT) {
                return Orientation.ofTag(tiff.getShort(entry + 8));
            }
        }
        return Orientation.UPRIGHT;
    }

    private static void requireDecodable(byte[] data) throws BadPictureException {
        try {
            ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
            try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(data))) {
                reader.setInput(in, true, true);
                // Without colour conversion, which it does not have for CMYK.
                reader.readRaster(0, null);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The JDK says what a picture lacks by any of these.
            throw BadPictureException.unreadable("The JPEG is damaged", e);
        }
    }
}
