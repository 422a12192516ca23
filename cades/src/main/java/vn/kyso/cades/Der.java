package vn.kyso.cades;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Writes DER (X.690). Only what a CMS signature consists of; strangers' structures are read by [DerCursor].
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private Der() {}

    static byte[] tlv(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        int lengthBytes = lengthBytes(length);
        byte[] out = new byte[1 + lengthBytes + length];
        out[0] = (byte) tag;
        if (lengthBytes == 1) {
            out[1] = (byte) length;
        } else {
            out[1] = (byte) (0x80 | (lengthBytes - 1));
            for (int i = 0; i < lengthBytes - 1; i++) {
                out[lengthBytes - i] = (byte) (length >>> (8 * i));
            }
        }
        int at = 1 + lengthBytes;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }

    static byte[] sequence(byte[]... parts) {
        return tlv(SEQUENCE, parts);
    }

    /// A SET OF: its elements in ascending order of their encodings (X.690, 11.6).
    static byte[] setOf(int tag, List<byte[]> elements) {
        byte[][] sorted = elements.toArray(byte[][]::new);
        Arrays.sort(sorted, Comparator.comparing(e -> e, Arrays::compareUnsigned));
        return tlv(tag, sorted);
    }

    static byte[] octets(byte[] value) {
        return tlv(OCTET_STRING, value);
    }

    static byte[] integer(BigInteger value) {
        return tlv(INTEGER, value.toByteArray());
    }

    /// An object identifier from its dotted form.
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.");
        byte[] out = new byte[arcs.length * 5];
        int at = 0;
        for (int i = 1; i < arcs.length; i++) {
            long arc = i == 1 ? Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]) : Long.parseLong(arcs[i]);
            int groups = 1;
            while (arc >>> (7 * groups) != 0) {
                groups++;
            }
            for (int g = groups - 1; g >= 0; g--) {
                out[at++] = (byte) (((arc >>> (7 * g)) & 0x7f) | (g == 0 ? 0 : 0x80));
            }
        }
        return tlv(OID, Arrays.copyOf(out, at));
    }

    private static int lengthBytes(int length) {
        if (length < 0x80) {
            return 1;
        }
        return length < 0x100 ? 2 : length < 0x10000 ? 3 : length < 0x1000000 ? 4 : 5;
    }
}
