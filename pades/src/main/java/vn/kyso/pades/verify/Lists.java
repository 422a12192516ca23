package vn.kyso.pades.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;

/// Lists that may only grow.
final class Lists {
    private Lists() {}

    /// What the longer list has more; null unless it has all of the other's items in their order.
    static @Nullable List<PdfValue> added(List<PdfValue> old, List<PdfValue> now) {
        List<PdfValue> added = new ArrayList<>();
        int matched = 0;
        for (PdfValue item : now) {
            if (matched < old.size() && old.get(matched).equals(item)) {
                matched++;
            } else {
                added.add(item);
            }
        }
        return matched == old.size() ? added : null;
    }
}
