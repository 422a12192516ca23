package vn.kyso.pades.pdf;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A direct value of PDF (ISO 32000-2, 7.3). Immutable.
public sealed interface PdfValue {
    enum Null implements PdfValue {
        NULL
    }

    record Bool(boolean value) implements PdfValue {}

    /// Kept as it was written, so that what is copied does not change.
    record Num(String text) implements PdfValue {
        /// Small whole numbers, of which PDFs are full, are made once.
        private static final Num[] SMALL = new Num[1024];

        static {
            for (int i = 0; i < SMALL.length; i++) {
                SMALL[i] = new Num(Integer.toString(i));
            }
        }

        public static Num of(long value) {
            return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new Num(Long.toString(value));
        }

        /// With at most four decimals.
        public static Num of(double value) {
            return new Num(new PdfWriter(16).decimal(value).toText());
        }

        public double value() {
            return Double.parseDouble(text);
        }

        /// The number if it is an integer of reasonable size, else -1.
        public long index() {
            if (text.length() > 18 || text.indexOf('.') >= 0) {
                return -1;
            }
            return Long.parseLong(text);
        }
    }

    /// Characters are bytes (Latin-1), `#` escapes resolved.
    record Name(String value) implements PdfValue {}

    /// A byte string.
    final class Str implements PdfValue {
        private final byte[] bytes;

        public Str(byte[] bytes) {
            this(bytes, true);
        }

        private Str(byte[] bytes, boolean copied) {
            this.bytes = copied ? bytes.clone() : bytes;
        }

        /// Of an array that nobody else has hold of.
        static Str owning(byte[] bytes) {
            return new Str(bytes, false);
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        public int length() {
            return bytes.length;
        }

        /// The bytes themselves, for reading only.
        byte[] uncopied() {
            return bytes;
        }

        /// Whether it is these bytes, and zeros after them up to that length.
        public boolean isPadded(byte[] start, int length) {
            if (bytes.length != length
                    || start.length > length
                    || !Arrays.equals(bytes, 0, start.length, start, 0, start.length)) {
                return false;
            }
            for (int i = start.length; i < length; i++) {
                if (bytes[i] != 0) {
                    return false;
                }
            }
            return true;
        }

        /// As a text string (7.9.2.2).
        public String text() {
            return TextStrings.decode(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Str o && Arrays.equals(bytes, o.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    record Array(List<PdfValue> items) implements PdfValue {
        public Array {
            items = List.copyOf(items);
        }

        public Array with(PdfValue added) {
            PdfValue[] all = items.toArray(new PdfValue[items.size() + 1]);
            all[items.size()] = added;
            return new Array(List.of(all));
        }
    }

    /// In the order of the file; keys without the solidus.
    record Dict(Map<String, PdfValue> entries) implements PdfValue {
        public static final Dict EMPTY = new Dict(Map.of());

        public Dict {
            entries = entries instanceof Frozen ? entries : new Frozen(new LinkedHashMap<>(entries));
        }

        private LinkedHashMap<String, PdfValue> copied() {
            return new LinkedHashMap<>(entries instanceof Frozen frozen ? frozen.entries : entries);
        }

        /// Starts one of several entries, which costs less than adding each to the one before.
        public static Builder with() {
            return new Builder();
        }

        public @Nullable PdfValue get(String key) {
            PdfValue value = entries.get(key);
            return value == Null.NULL ? null : value;
        }

        public Dict with(String key, PdfValue value) {
            LinkedHashMap<String, PdfValue> changed = copied();
            changed.put(key, value);
            return new Dict(new Frozen(changed));
        }

        public Dict without(String key) {
            LinkedHashMap<String, PdfValue> changed = copied();
            changed.remove(key);
            return new Dict(new Frozen(changed));
        }

        /// Collects entries once.
        public static final class Builder {
            private final LinkedHashMap<String, PdfValue> entries = new LinkedHashMap<>();
            private boolean done;

            private Builder() {}

            public Builder put(String key, PdfValue value) {
                if (done) {
                    throw new IllegalStateException("The dictionary is made already");
                }
                entries.put(key, value);
                return this;
            }

            public Dict done() {
                done = true;
                return new Dict(new Frozen(entries));
            }
        }

        /// Entries that nobody else has hold of, and so needs no copy.
        private static final class Frozen extends AbstractMap<String, PdfValue> {
            private final LinkedHashMap<String, PdfValue> entries;

            Frozen(LinkedHashMap<String, PdfValue> entries) {
                this.entries = entries;
            }

            @Override
            public @Nullable PdfValue get(@Nullable Object key) {
                return entries.get(key);
            }

            @Override
            public boolean containsKey(@Nullable Object key) {
                return entries.containsKey(key);
            }

            @Override
            public void forEach(BiConsumer<? super String, ? super PdfValue> action) {
                entries.forEach(action);
            }

            @Override
            public int size() {
                return entries.size();
            }

            @Override
            public Set<Map.Entry<String, PdfValue>> entrySet() {
                return Collections.unmodifiableMap(entries).entrySet();
            }
        }

        public boolean isOfType(String type) {
            return get("Type") instanceof Name name && name.value().equals(type);
        }
    }

    record Ref(int number, int generation) implements PdfValue {}

    /// A stream, its data still in the file: see [PdfFile#streamData].
    ///
    /// @param dataOffset where the data begin
    /// @param container number of the object that it is
    record Stream(Dict dict, long dataOffset, int container) implements PdfValue {}
}
