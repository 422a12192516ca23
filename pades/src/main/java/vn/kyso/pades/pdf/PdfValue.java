package vn.kyso.pades.pdf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A direct value of PDF (ISO 32000-2, 7.3). Immutable.
public sealed interface PdfValue {
    enum Null implements PdfValue {
        NULL
    }

    record Bool(boolean value) implements PdfValue {}

    /// Kept as it was written, so that what is copied does not change.
    record Num(String text) implements PdfValue {
        public static Num of(long value) {
            return new Num(Long.toString(value));
        }

        /// With at most four decimals.
        public static Num of(double value) {
            return new Num(new String(new PdfWriter(16).decimal(value).toBytes(), StandardCharsets.US_ASCII));
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
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
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
            return new Array(java.util.stream.Stream.concat(items.stream(), java.util.stream.Stream.of(added))
                    .toList());
        }
    }

    /// In the order of the file; keys without the solidus.
    record Dict(Map<String, PdfValue> entries) implements PdfValue {
        public static final Dict EMPTY = new Dict(Map.of());

        public Dict {
            entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public @Nullable PdfValue get(String key) {
            PdfValue value = entries.get(key);
            return value == Null.NULL ? null : value;
        }

        public Dict with(String key, PdfValue value) {
            Map<String, PdfValue> changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Dict(changed);
        }

        public Dict without(String key) {
            Map<String, PdfValue> changed = new LinkedHashMap<>(entries);
            changed.remove(key);
            return new Dict(changed);
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
