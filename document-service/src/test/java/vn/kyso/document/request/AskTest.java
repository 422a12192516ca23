package vn.kyso.document.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.settings.UserIdSettings;
import vn.kyso.pades.Placement;

class AskTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ID = "4d3c2b1a-0000-4000-8000-000000000001";
    private static final String RECTANGLE = "{'page':1,'x':10,'y':20,'width':100,'height':50}";

    @Test
    void hasSafeDefaults() {
        Ask ask = ask("{'documents':[{'id':'" + ID + "','placement':" + RECTANGLE
                + "}],'signer':{'userId':'ica.001099012345'}}");
        assertThat(ask.level()).isEqualTo(PadesLevel.B_T);
        assertThat(ask.validFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(ask.withMatchCode()).isTrue();
        assertThat(ask.signer().value()).isEqualTo("ICA.001099012345");
        assertThat(ask.items().getFirst().placement()).isInstanceOf(Placement.OnPage.class);
        assertThat(ask.stamp()).isEqualTo(new Ask.Shown(true, true, true, true, false, null));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("{}", "too-many-documents"),
                Arguments.of("{'documents':[]}", "too-many-documents"),
                Arguments.of("{'documents':[null]}", "invalid-field"),
                Arguments.of("{'documents':[{'placement':{'invisible':true}}]}", "invalid-field"),
                Arguments.of("{'documents':[{'id':'nope','placement':{'invisible':true}}]}", "not-found"),
                Arguments.of(documents("null"), "invalid-field"),
                Arguments.of(documents("{}"), "invalid-field"),
                Arguments.of(documents("{'invisible':false}"), "invalid-field"),
                Arguments.of(documents("{'invisible':true,'field':'a'}"), "invalid-field"),
                Arguments.of(documents("{'page':1,'x':1,'y':1,'width':1}"), "invalid-field"),
                Arguments.of(documents("{'page':1,'x':1,'y':1,'width':-1,'height':1}"), "rectangle-outside-page"),
                Arguments.of(documents("{'page':1,'x':1e999,'y':1,'width':1,'height':1}"), "rectangle-outside-page"),
                Arguments.of(with("'signer':{}"), "invalid-field"),
                Arguments.of(with("'signer':{'userId':'ICA.12'}"), "invalid-user-id"),
                Arguments.of(with("'signer':{'userId':'XYZ.001099012345'}"), "invalid-user-id"),
                Arguments.of(signed("'level':'B-XL'"), "invalid-field"),
                Arguments.of(signed("'certificateSerial':'xyz'"), "invalid-field"),
                Arguments.of(signed("'stamp':{'picture':'logo.png'}"), "not-found"),
                Arguments.of(signed("'validFor':'PT29S'"), "invalid-field"),
                Arguments.of(signed("'validFor':'PT1H1S'"), "invalid-field"),
                Arguments.of(signed("'validFor':'5 minutes'"), "invalid-field"),
                Arguments.of(signed("'reason':'a\\nb'"), "invalid-field"),
                Arguments.of(signed("'reason':'" + "a".repeat(201) + "'"), "invalid-field"),
                Arguments.of(signed("'location':'\\u202Ereversed'"), "invalid-field"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(String body, String code) {
        assertThatThrownBy(() -> ask(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().code()).isEqualTo(code));
    }

    @Test
    void refusesADocumentTwiceAndMoreThanAThousand() {
        String item = "{'id':'" + ID + "','placement':{'invisible':true}}";
        assertThatThrownBy(() -> ask("{'documents':[" + item + "," + item + "]}"))
                .isInstanceOf(ProblemException.class);
        List<String> many = Collections.nCopies(1_001, "").stream()
                .map(nothing -> "{'id':'" + UUID.randomUUID() + "','placement':{'invisible':true}}")
                .toList();
        assertThatThrownBy(() -> ask("{'documents':[" + String.join(",", many) + "]}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().code()).isEqualTo("too-many-documents"));
    }

    @Test
    void takesTheExtremesThatAreAllowed() {
        assertThat(ask(signed("'validFor':'PT30S'")).validFor()).isEqualTo(Duration.ofSeconds(30));
        assertThat(ask(signed("'validFor':'PT1H'")).validFor()).isEqualTo(Duration.ofHours(1));
        assertThat(ask(signed("'matchCode':false")).withMatchCode()).isFalse();
    }

    @Test
    void aPictureAloneIsAStamp() {
        Ask ask = ask(signed("'stamp':{'picture':'" + ID + "'}"));
        assertThat(ask.stamp()).isEqualTo(new Ask.Shown(false, false, false, false, false, UUID.fromString(ID)));
        assertThat(ask.stamp().isEmpty()).isFalse();
        assertThat(ask(signed("'stamp':{}")).stamp().isEmpty()).isTrue();
    }

    private static String documents(String placement) {
        return "{'documents':[{'id':'" + ID + "','placement':" + placement
                + "}],'signer':{'userId':'ICA.001099012345'}}";
    }

    private static String with(String members) {
        return "{'documents':[{'id':'" + ID + "','placement':" + RECTANGLE + "}]," + members + "}";
    }

    private static String signed(String members) {
        return with("'signer':{'userId':'ICA.001099012345'}," + members);
    }

    private static Ask ask(String body) {
        return Ask.of(JSON.readValue(body.replace('\'', '"'), AskBody.class), new UserIdSettings(List.of("ICA")));
    }
}
