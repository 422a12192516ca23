package vn.kyso.pades;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;

/// The pages of an outline. Each stays packed until it is asked for, because a signature touches one of them.
final class PageTable {
    private static final int NONE = -1;

    private final int[] objects;
    private final int[] annotsObjects;
    private final int[] starts;
    private final byte[] packed;
    private final Map<Integer, byte[]> changed;

    private PageTable(int[] objects, int[] annotsObjects, int[] starts, byte[] packed, Map<Integer, byte[]> changed) {
        this.objects = objects;
        this.annotsObjects = annotsObjects;
        this.starts = starts;
        this.packed = packed;
        this.changed = changed;
    }

    /// A page with what signing on it has to write anew.
    ///
    /// @param annotsRef the object that is its Annots array, if it is an object of its own
    /// @param annots its annotations; empty if it has none
    record Page(
            PdfValue.Ref ref,
            PdfValue.Dict dict,
            Rectangle mediaBox,
            Rectangle cropBox,
            int rotation,
            double userUnit,
            PdfValue.@Nullable Ref annotsRef,
            PdfValue.Array annots) {
        PageOutline outline(int number) {
            return new PageOutline(number, mediaBox, cropBox, rotation, userUnit);
        }
    }

    static final class Builder {
        private final ByteArrayOutputStream packed = new ByteArrayOutputStream(8 * 1024);
        private final DataOutputStream out = new DataOutputStream(packed);
        private int[] objects = new int[16];
        private int[] annotsObjects = new int[16];
        private int[] starts = new int[17];
        private int count;

        void add(Page page) {
            if (count == objects.length) {
                objects = Arrays.copyOf(objects, 2 * count);
                annotsObjects = Arrays.copyOf(annotsObjects, 2 * count);
                starts = Arrays.copyOf(starts, 2 * count + 1);
            }
            OutlineCodec.pack(page, out);
            objects[count] = page.ref().number();
            annotsObjects[count] = annotsObject(page);
            starts[++count] = packed.size();
        }

        int count() {
            return count;
        }

        PageTable build() {
            return new PageTable(
                    Arrays.copyOf(objects, count),
                    Arrays.copyOf(annotsObjects, count),
                    Arrays.copyOf(starts, count + 1),
                    packed.toByteArray(),
                    Map.of());
        }
    }

    int count() {
        return objects.length;
    }

    /// @param index from 0
    Page page(int index) {
        byte[] alone = changed.get(index);
        return alone != null
                ? OutlineCodec.unpackPage(alone, 0, alone.length)
                : OutlineCodec.unpackPage(packed, starts[index], starts[index + 1]);
    }

    /// Index of the first page that is this object, or -1.
    int indexOf(int objectNumber) {
        for (int i = 0; i < objects.length; i++) {
            if (objects[i] == objectNumber) {
                return i;
            }
        }
        return NONE;
    }

    /// Index of the first page that lists it, for each annotation's object number.
    Map<Integer, Integer> firstPagesOfAnnotations() {
        Map<Integer, Integer> firstPages = new HashMap<>();
        for (int i = 0; i < objects.length; i++) {
            for (PdfValue item : page(i).annots().items()) {
                if (item instanceof PdfValue.Ref ref) {
                    firstPages.putIfAbsent(ref.number(), i);
                }
            }
        }
        return firstPages;
    }

    /// With pages and annotations as these objects have them now.
    ///
    /// @param nextObject the first number that no object had before: those written from there on are no page's yet
    PageTable with(Map<Integer, PdfValue> written, int nextObject) {
        int[] known = written.keySet().stream()
                .mapToInt(Integer::intValue)
                .filter(number -> number < nextObject)
                .toArray();
        Map<Integer, byte[]> anew = new TreeMap<>(changed);
        int[] annotsAnew = annotsObjects;
        for (int i = 0; i < objects.length; i++) {
            // A document may have very many pages, of which an increment writes one.
            if (!contains(known, objects[i]) && !contains(known, annotsObjects[i])) {
                continue;
            }
            PdfValue pageObject = written.get(objects[i]);
            PdfValue annotsObject = annotsObjects[i] == NONE ? null : written.get(annotsObjects[i]);
            Page page = page(i);
            PdfValue.Dict dict = pageObject instanceof PdfValue.Dict d ? d : page.dict();
            PdfValue.Ref annotsRef = page.annotsRef();
            PdfValue.Array annots = page.annots();
            if (dict.get("Annots") instanceof PdfValue.Array direct) {
                annots = direct;
                annotsRef = null;
            } else if (annotsObject instanceof PdfValue.Array array) {
                annots = array;
            }
            Page now = new Page(
                    page.ref(),
                    dict,
                    page.mediaBox(),
                    page.cropBox(),
                    page.rotation(),
                    page.userUnit(),
                    annotsRef,
                    annots);
            anew.put(i, OutlineCodec.pack(now));
            if (annotsObjects[i] != annotsObject(now)) {
                annotsAnew = annotsAnew == annotsObjects ? annotsObjects.clone() : annotsAnew;
                annotsAnew[i] = annotsObject(now);
            }
        }
        return new PageTable(objects, annotsAnew, starts, packed, anew);
    }

    private static boolean contains(int[] few, int number) {
        for (int one : few) {
            if (one == number) {
                return true;
            }
        }
        return false;
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeInt(objects.length);
        for (int i = 0; i < objects.length; i++) {
            byte[] alone = changed.get(i);
            out.writeInt(objects[i]);
            out.writeInt(annotsObjects[i]);
            out.writeInt(alone == null ? starts[i + 1] - starts[i] : alone.length);
        }
        for (int i = 0; i < objects.length; i++) {
            byte[] alone = changed.get(i);
            if (alone == null) {
                out.write(packed, starts[i], starts[i + 1] - starts[i]);
            } else {
                out.write(alone);
            }
        }
    }

    static PageTable readFrom(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / 12) {
            throw new IOException("More pages than bytes");
        }
        int[] objects = new int[count];
        int[] annotsObjects = new int[count];
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            objects[i] = in.readInt();
            annotsObjects[i] = in.readInt();
            starts[i + 1] = starts[i] + in.readInt();
        }
        if (starts[count] < 0 || starts[count] > in.available()) {
            throw new IOException("Pages that are cut");
        }
        byte[] packed = new byte[starts[count]];
        in.readFully(packed);
        return new PageTable(objects, annotsObjects, starts, packed, Map.of());
    }

    private static int annotsObject(Page page) {
        PdfValue.Ref ref = page.annotsRef();
        return ref == null ? NONE : ref.number();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PageTable o)
                || !Arrays.equals(objects, o.objects)
                || !Arrays.equals(annotsObjects, o.annotsObjects)) {
            return false;
        }
        for (int i = 0; i < objects.length; i++) {
            if (!page(i).equals(o.page(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(objects);
    }
}
