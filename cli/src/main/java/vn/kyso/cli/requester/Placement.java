package vn.kyso.cli.requester;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.cli.http.Json;

/// Where the signature stands in each document.
sealed interface Placement {
    /// In a rectangle of PDF user space.
    record Visible(int page, double x, double y, double width, double height) implements Placement {}

    /// In a signature field that the document has.
    record InField(String name) implements Placement {}

    /// Nowhere on a page.
    record Invisible() implements Placement {}

    /// A box as it is typed, `x,y,width,height` in points from the page's lower left; empty where it is none.
    static Optional<Visible> box(int page, String typed) {
        String[] parts = typed.split(",");
        List<Double> numbers = new ArrayList<>();
        for (String part : parts) {
            try {
                numbers.add(Double.valueOf(part.strip()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        boolean wellFormed = numbers.size() == 4
                && numbers.stream().allMatch(Double::isFinite)
                && numbers.get(2) > 0
                && numbers.get(3) > 0;
        return wellFormed
                ? Optional.of(new Visible(page, numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3)))
                : Optional.empty();
    }

    /// As the API takes it.
    default ObjectNode toJson() {
        ObjectNode json = Json.object();
        switch (this) {
            case Visible v -> {
                json.put("page", v.page());
                json.put("x", v.x());
                json.put("y", v.y());
                json.put("width", v.width());
                json.put("height", v.height());
            }
            case InField f -> json.put("field", f.name());
            case Invisible _ -> json.put("invisible", true);
        }
        return json;
    }
}
