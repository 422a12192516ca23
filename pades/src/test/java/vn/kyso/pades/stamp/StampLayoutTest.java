package vn.kyso.pades.stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stamps lie as the vectors say that the portal's preview is held against, too.
class StampLayoutTest {
    private static final Offset<Double> EXACTLY = within(1e-9);

    static List<JsonNode> cases() throws IOException {
        try (InputStream in = StampLayoutTest.class.getResourceAsStream("/stamp/layouts.json")) {
            JsonNode all = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
            return StreamSupport.stream(all.spliterator(), false).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void liesAsThePreviewShows(JsonNode vector) {
        List<String> lines = StreamSupport.stream(vector.path("lines").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
        StampLayout layout = StampAppearance.layoutOf(
                lines,
                vector.path("picture").path("width").asDouble(0)
                        / vector.path("picture").path("height").asDouble(1),
                vector.path("width").asDouble(),
                vector.path("height").asDouble());

        JsonNode expected = vector.path("expected");
        assertThat(layout.size()).isCloseTo(expected.path("size").asDouble(), EXACTLY);
        assertThat(layout.left()).isCloseTo(expected.path("left").asDouble(), EXACTLY);
        assertThat(layout.lines()).hasSize(expected.path("lines").size());
        for (int i = 0; i < layout.lines().size(); i++) {
            JsonNode line = expected.path("lines").get(i);
            assertThat(text(layout.lines().get(i))).isEqualTo(line.path("text").asString());
            assertThat(layout.lines().get(i).baseline())
                    .isCloseTo(line.path("baseline").asDouble(), EXACTLY);
        }
        JsonNode picture = expected.path("picture");
        StampLayout.Box box = layout.picture();
        assertThat(box == null).isEqualTo(picture.isMissingNode());
        if (box != null) {
            assertThat(box.x()).isCloseTo(picture.path("x").asDouble(), EXACTLY);
            assertThat(box.y()).isCloseTo(picture.path("y").asDouble(), EXACTLY);
            assertThat(box.width()).isCloseTo(picture.path("width").asDouble(), EXACTLY);
            assertThat(box.height()).isCloseTo(picture.path("height").asDouble(), EXACTLY);
        }
    }

    private static String text(StampLayout.Line line) {
        StringBuilder text = new StringBuilder();
        line.glyphs().forEach(glyph -> text.appendCodePoint(glyph.codePoint()));
        return text.toString();
    }
}
