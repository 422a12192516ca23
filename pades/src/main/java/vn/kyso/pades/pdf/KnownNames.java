package vn.kyso.pades.pdf;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The names that almost every PDF uses, made once: reading one of them allocates nothing. An optimisation only; a name
/// that is not here is made where it is read.
final class KnownNames {
    private static final String NAMES = "A AA AP AcroForm Action All Alternates Annot Annots ArtBox Author BBox BM BS"
            + " BaseFont BitsPerComponent BleedBox Border Btn ByteRange C CA CIDFontType2 CIDSystemInfo CIDToGIDMap"
            + " CapHeight Catalog Ch ColorSpace Columns Contents Count CreationDate CropBox D DA DR DV DW DecodeParms"
            + " DescendantFonts Descent Dest DeviceRGB DocTimeStamp Encoding Encrypt ExtGState Extends Ascent F FT Ff"
            + " Fields Filter First FirstChar FlateDecode Flags Font FontBBox FontDescriptor FontFile2 FontName Form"
            + " Group H Height I ID Identity Identity-H Image Index Info ItalicAngle K Keywords Kids Lang Last LastChar"
            + " LastModified Length Length1 Lock M MK MarkInfo Matrix MaxLen MediaBox Metadata ModDate N Name Names Next"
            + " OCProperties ObjStm OpenAction Opt Ordering Outlines P Page PageLabels PageLayout PageMode Pages Parent"
            + " Pattern Perms Predictor Prev ProcSet Producer Properties R Reason Rect Reference Registry Resources Root"
            + " Rotate S SV Shading Sig SigFlags Size StemV StructParent StructParents StructTreeRoot SubFilter Subtype"
            + " Supplement T TM TU Tabs ToUnicode TransformMethod TransformParams Trapped TrimBox True Tx Type Type0 URI"
            + " UserUnit V Version ViewerPreferences W Widget Widths Width X XObject XRef XRefStm XYZ"
            + " Adobe.PPKLite ETSI.CAdES.detached ETSI.RFC3161 DSS Certs OCSPs CRLs VRI Location ContactInfo";

    /// A power of two, so sparse that most names are at the first place looked at.
    private static final int PLACES = 1024;

    private static final PdfValue.@Nullable Name[] TABLE = table();

    private KnownNames() {}

    /// The name that these bytes are, without solidus and escapes; null if it is none of the known.
    static PdfValue.@Nullable Name of(byte[] bytes, int from, int to) {
        for (int place = hash(bytes, from, to); ; place = (place + 1) & (PLACES - 1)) {
            PdfValue.Name name = TABLE[place];
            if (name == null || equal(name.value(), bytes, from, to)) {
                return name;
            }
        }
    }

    private static boolean equal(String name, byte[] bytes, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (name.charAt(i - from) != (char) (bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /// Of the length and four characters: enough to spread these names, and a bound for long ones.
    private static int hash(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return 0;
        }
        int hash = length;
        hash = 31 * hash + bytes[from];
        hash = 31 * hash + bytes[to - 1];
        hash = 31 * hash + bytes[from + length / 2];
        hash = 31 * hash + bytes[from + length / 3];
        return (hash ^ hash >>> 10) & (PLACES - 1);
    }

    private static PdfValue.@Nullable Name[] table() {
        PdfValue.@Nullable Name[] table = new PdfValue.Name[PLACES];
        for (String name : NAMES.split(" ")) {
            byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
            int place = hash(bytes, 0, bytes.length);
            while (table[place] != null) {
                place = (place + 1) & (PLACES - 1);
            }
            table[place] = new PdfValue.Name(name);
        }
        return table;
    }
}
