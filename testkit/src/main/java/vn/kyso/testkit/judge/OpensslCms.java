package vn.kyso.testkit.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.kyso.testkit.judge.Verdict.SignatureVerdict;

/// `openssl`: every ByteRange found in the raw bytes, its CMS verified against the given root, document timestamps by
/// `openssl ts`. It knows no PDF, so nothing of how we read PDFs goes into its word. For files of up to 2 GiB.
public final class OpensslCms {
    private static final Pattern SIGNATURE =
            Pattern.compile("/ByteRange\\s*\\[\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s*\\]");

    private OpensslCms() {}

    public static Verdict judge(Path pdf, Trust trust) {
        try (FileChannel file = FileChannel.open(pdf, StandardOpenOption.READ)) {
            FileText text = FileText.of(file);
            Matcher ranges = SIGNATURE.matcher(text);
            List<SignatureVerdict> signatures = new ArrayList<>();
            StringBuilder output = new StringBuilder();
            boolean wholeFileCovered = false;
            while (ranges.find()) {
                int firstLength = Integer.parseInt(ranges.group(2));
                int secondOffset = Integer.parseInt(ranges.group(3));
                int secondLength = Integer.parseInt(ranges.group(4));
                if (!ranges.group(1).equals("0") || (long) secondOffset + secondLength > text.length()) {
                    signatures.add(new SignatureVerdict(false, "", "ByteRange outside the file"));
                    continue;
                }
                int dictionary = text.lastIndexOf("obj", ranges.start());
                boolean timestamp =
                        text.subSequence(dictionary, ranges.start()).toString().contains("ETSI.RFC3161");
                List<ByteBuffer> signed = List.of(text.slice(0, firstLength), text.slice(secondOffset, secondLength));
                String hex = text.subSequence(firstLength + 1, secondOffset - 1).toString();
                Tool.Result result = verify(signed, der(HexFormat.of().parseHex(hex)), timestamp, trust);
                wholeFileCovered |= (long) secondOffset + secondLength == text.length();
                signatures.add(new SignatureVerdict(
                        result.exit() == 0,
                        timestamp ? "timestamp" : "",
                        result.output().strip()));
                output.append(result.output());
            }
            boolean accepted = !signatures.isEmpty() && signatures.stream().allMatch(SignatureVerdict::valid);
            output.append(wholeFileCovered ? "" : "no signature covers the whole file\n");
            return new Verdict("openssl", accepted, signatures, output.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The PDF can't be read", e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Contents that are no hexadecimal DER: a verdict, not a fault of the judge.
            return new Verdict("openssl", false, List.of(), "Contents can't be read: " + e.getMessage());
        }
    }

    private static Tool.Result verify(List<ByteBuffer> signed, byte[] der, boolean timestamp, Trust trust)
            throws IOException {
        Path data = Files.createTempFile("kyso-judge-", ".bin");
        Path cms = Files.createTempFile("kyso-judge-", ".p7s");
        try {
            try (FileChannel out = FileChannel.open(data, StandardOpenOption.WRITE)) {
                for (ByteBuffer part : signed) {
                    while (part.hasRemaining()) {
                        out.write(part);
                    }
                }
            }
            Files.write(cms, der);
            String root = trust.rootPem().toString();
            return Tool.run(
                    timestamp
                            ? List.of(
                                    "openssl",
                                    "ts",
                                    "-verify",
                                    "-token_in",
                                    "-in",
                                    cms.toString(),
                                    "-data",
                                    data.toString(),
                                    "-CAfile",
                                    root)
                            : List.of(
                                    "openssl",
                                    "cms",
                                    "-verify",
                                    "-binary",
                                    "-inform",
                                    "DER",
                                    "-in",
                                    cms.toString(),
                                    "-content",
                                    data.toString(),
                                    "-CAfile",
                                    root,
                                    "-purpose",
                                    "any",
                                    "-cades",
                                    "-out",
                                    "/dev/null"));
        } finally {
            Tool.delete(data);
            Tool.delete(cms);
        }
    }

    /// The DER element at the start, without the zeros that pad it.
    private static byte[] der(byte[] padded) {
        int lengthByte = padded[1] & 0xff;
        int header = 2;
        int length = lengthByte;
        if (lengthByte > 0x80) {
            length = 0;
            for (int i = 0; i < lengthByte - 0x80; i++) {
                length = length << 8 | (padded[header++] & 0xff);
            }
        }
        if (length < 0 || header + length > padded.length) {
            throw new IllegalArgumentException("no DER of that length");
        }
        return java.util.Arrays.copyOf(padded, header + length);
    }
}
