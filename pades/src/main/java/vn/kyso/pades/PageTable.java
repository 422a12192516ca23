package vn.kyso.pades;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
        private final List<byte[]> pages = new ArrayList<>();
        private final List<int[]> objects = new ArrayList<>();

        void add(Page page) {
            pages.add(OutlineCodec.pack(page));
            objects.add(new int[] {page.ref().number(), annotsObject(page)});
        }

        int count() {
            return pages.size();
        }

        PageTable build() {
            int[] starts = new int[pages.size() + 1];
            for (int i = 0; i < pages.size(); i++) {
                starts[i + 1] = starts[i] + pages.get(i).length;
            }
            byte[] packed = new byte[starts[pages.size()]];
            for (int i = 0; i < pages.size(); i++) {
                System.arraycopy(pages.get(i), 0, packed, starts[i], pages.get(i).length);
            }
            return new PageTable(
                    objects.stream().mapToInt(o -> o[0]).toArray(),
                    objects.stream().mapToInt(o -> o[1]).toArray(),
                    starts,
                    packed,
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
    PageTable with(Map<Integer, PdfValue> written) {
        Map<Integer, byte[]> anew = new TreeMap<>(changed);
        int[] annotsAnew = annotsObjects;
        for (int i = 0; i < objects.length; i++) {
            PdfValue pageObject = written.get(objects[i]);
            PdfValue annotsObject = annotsObjects[i] == NONE ? null : written.get(annotsObjects[i]);
            if (pageObject == null && annotsObject == null) {
                continue;
            }
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
