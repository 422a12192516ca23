package vn.kyso.benchmarks.corpus;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What travels between a run and its workers: a kind, then byte strings with their lengths. Both ends are this build.
final class Frames {
    // From a run to a worker.
    static final int SIGN = 1;
    static final int ANSWER = 2;
    // From a worker to a run.
    static final int CMS_WANTED = 11;
    static final int TOKEN_WANTED = 12;
    static final int STATUS_WANTED = 13;
    static final int VALUE_WANTED = 14;
    static final int SIGNED = 15;
    static final int REFUSED = 16;

    private static final int MAX_BYTES = 16 << 20;

    private Frames() {}

    record Frame(int kind, List<byte[]> parts) {
        Frame {
            parts = List.copyOf(parts);
        }
    }

    static void write(DataOutputStream out, int kind, List<byte[]> parts) throws IOException {
        out.writeByte(kind);
        out.writeInt(parts.size());
        for (byte[] part : parts) {
            out.writeInt(part.length);
            out.write(part);
        }
        out.flush();
    }

    static Frame read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        int count = in.readInt();
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = in.readInt();
            if (length < 0 || length > MAX_BYTES) {
                throw new IOException("A frame out of step");
            }
            byte[] part = in.readNBytes(length);
            if (part.length < length) {
                throw new IOException("A frame that is cut");
            }
            parts.add(part);
        }
        return new Frame(kind, parts);
    }
}
