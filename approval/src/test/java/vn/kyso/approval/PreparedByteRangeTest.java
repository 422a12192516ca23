package vn.kyso.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import vn.kyso.approval.PreparedPdfRefusedException.Fault;

class PreparedByteRangeTest {
    private static final int HEX = 2048;
    private static final String BASE = "%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n";
    private static final String OLD_SIGNATURE =
            "5 0 obj\n<</SubFilter/ETSI.CAdES.detached/ByteRange[0 10 20 30]/Contents<3082" + "0".repeat(600)
                    + ">>>\nendobj\n";

    @Test
    void leavesOutExactlyTheNewPlace() throws IOException, PreparedPdfRefusedException {
        byte[] pdf = prepared(BASE + OLD_SIGNATURE, HEX);
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("<" + "0".repeat(HEX) + ">");
        int end = start + HEX + 2;

        PreparedByteRange range = of(pdf);

        assertThat(range.beforeLength()).isEqualTo(start);
        assertThat(range.afterOffset()).isEqualTo(end);
        assertThat(range.afterLength()).isEqualTo(pdf.length - end);
        ByteArrayOutputStream covered = new ByteArrayOutputStream();
        covered.write(pdf, 0, start);
        covered.write(pdf, end, pdf.length - end);
        assertThat(range.digest()).isEqualTo(Base64Url.encode(Fields.sha256(covered.toByteArray())));
    }

    @Property(tries = 100)
    void doesNotDependOnHowTheBytesArrive(@ForAll @IntRange(min = 1, max = 5000) int step)
            throws IOException, PreparedPdfRefusedException {
        byte[] pdf = prepared(BASE + OLD_SIGNATURE, HEX);
        assertThat(PreparedByteRange.of(inSteps(pdf, step))).isEqualTo(of(pdf));
    }

    @Test
    void everyCoveredByteChangesTheDigestOrIsRefused() throws IOException, PreparedPdfRefusedException {
        byte[] pdf = prepared(BASE, HEX);
        PreparedByteRange range = of(pdf);
        for (int i = 0; i < pdf.length; i++) {
            if (i > range.beforeLength() && i < range.afterOffset() - 1) {
                continue;
            }
            byte[] changed = pdf.clone();
            changed[i] ^= 1;
            try {
                assertThat(of(changed).digest()).as("byte " + i).isNotEqualTo(range.digest());
            } catch (PreparedPdfRefusedException refused) {
                assertThat(refused.fault()).isIn(Fault.NO_PLACE, Fault.NOT_THE_SIGNATURE);
            }
        }
    }

    @Test
    void refusesAPlaceThatIsNotEmpty() {
        String filled = text(HEX).replaceFirst("<0000", "<3082");
        refused(filled, Fault.NO_PLACE);
    }

    @Test
    void refusesAFileWithoutAPlace() {
        refused(BASE + OLD_SIGNATURE, Fault.NO_PLACE);
        refused("", Fault.NO_PLACE);
        refused(BASE + "/Contents<" + "0".repeat(1000), Fault.NO_PLACE);
    }

    @Test
    void refusesASecondPlace() {
        String note = "9 0 obj\n<</Subtype/Text/Contents <" + "0".repeat(HEX) + ">>>\nendobj\n";
        refused(text(BASE + note, HEX, 0), Fault.SEVERAL_PLACES);
    }

    @Test
    void hashesShortHexStringsAsContent() throws IOException, PreparedPdfRefusedException {
        String note = "9 0 obj\n<</Subtype/Text/Contents <0000>>>\nendobj\n";
        byte[] pdf = prepared(BASE + note, HEX);
        assertThat(of(pdf).digest()).isNotEqualTo(of(prepared(BASE, HEX)).digest());
    }

    @Test
    void refusesAPlaceThatTheByteRangeDoesNotLeaveOut() {
        refused(text(BASE, HEX, 1), Fault.NOT_THE_SIGNATURE);
        refused(text(BASE, HEX, 0) + "\n% more", Fault.NOT_THE_SIGNATURE);
    }

    @Test
    void refusesAPlaceOutsideASignature() {
        refused(
                text(HEX).replace("/SubFilter/ETSI.CAdES.detached", "/SubFilter/ETSI.CAdES.attached"),
                Fault.NOT_THE_SIGNATURE);
        refused(text(HEX).replace("/ByteRange", "\nendobj\n8 0 obj\n/ByteRange"), Fault.NOT_THE_SIGNATURE);
    }

    @Test
    void refusesAPlaceBeyondAnySignature() {
        refused(BASE + "/Contents<" + "0".repeat(5 * 1024 * 1024) + ">", Fault.TOO_LARGE);
    }

    @Test
    void aReasonMaySpeakOfAnObj() throws IOException, PreparedPdfRefusedException {
        byte[] pdf = text(BASE, HEX, 0, "every obj of (this)").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(of(pdf).beforeLength()).isPositive();
    }

    private static PreparedByteRange of(byte[] pdf) throws IOException, PreparedPdfRefusedException {
        return PreparedByteRange.of(new ByteArrayInputStream(pdf));
    }

    private static void refused(String pdf, Fault fault) {
        assertThatThrownBy(() -> of(pdf.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(
                        PreparedPdfRefusedException.class,
                        e -> assertThat(e.fault()).isEqualTo(fault));
    }

    private static byte[] prepared(String base, int hex) {
        return text(base, hex, 0).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(int hex) {
        return text(BASE, hex, 0);
    }

    /// A base with an increment that holds one signature.
    private static String text(String base, int hex, int off) {
        return text(base, hex, off, "x");
    }

    private static String text(String base, int hex, int off, String reason) {
        String head = base + "7 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Reason(" + reason
                + ")/ByteRange ";
        String tail = ">>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n";
        int rangeWidth = 60;
        int start = head.length() + rangeWidth + "/Contents ".length();
        int end = start + hex + 2;
        String range = "[0 " + start + " " + end + " " + (tail.length() + off) + "]";
        return head + range + " ".repeat(rangeWidth - range.length()) + "/Contents <" + "0".repeat(hex) + ">" + tail;
    }

    private static InputStream inSteps(byte[] bytes, int step) {
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at < bytes.length ? bytes[at++] & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at == bytes.length) {
                    return -1;
                }
                int n = Math.min(Math.min(step, length), bytes.length - at);
                System.arraycopy(Arrays.copyOfRange(bytes, at, at + n), 0, into, offset, n);
                at += n;
                return n;
            }
        };
    }
}
