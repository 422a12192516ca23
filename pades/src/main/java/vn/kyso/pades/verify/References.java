package vn.kyso.pades.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// Which objects are referred to, by any object so far: so also numbers that nothing stands under yet, which a later
/// revision could fill.
final class References {
    private final BitSet once = new BitSet();
    private final BitSet twice = new BitSet();

    /// Looks through these objects of the file; what can't be parsed no reader follows.
    void addFrom(PdfFile file, Collection<Integer> numbers) throws IOException {
        List<Integer> byContainer = new ArrayList<>(numbers);
        // An object stream is inflated once if its objects are asked for together.
        byContainer.sort(Comparator.comparing(file::containerOf).thenComparing(n -> n));
        for (int number : byContainer) {
            try {
                add(file.object(number));
            } catch (MalformedPdfException e) {
                continue;
            }
        }
    }

    private void add(@org.jspecify.annotations.Nullable PdfValue value) {
        switch (value) {
            case PdfValue.Ref ref -> {
                if (once.get(ref.number())) {
                    twice.set(ref.number());
                }
                once.set(ref.number());
            }
            case PdfValue.Dict dict -> dict.entries().values().forEach(this::add);
            case PdfValue.Array array -> array.items().forEach(this::add);
            case PdfValue.Stream stream -> add(stream.dict());
            case null, default -> {
                // Holds no references.
            }
        }
    }

    boolean has(int number) {
        return once.get(number);
    }

    /// Whether it is referred to from more than one place.
    boolean hasTwice(int number) {
        return twice.get(number);
    }
}
