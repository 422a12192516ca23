package vn.kyso.document.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;

class ContentTest extends DocumentServiceTest {
    private final byte[] pdf = Pdfs.ofSize(200_000);
    private String path = "";

    @BeforeEach
    void uploadOne() {
        path = "/v1/documents/" + upload(pdf) + "/content";
    }

    @Test
    void isSentWhole() {
        Api.Answer answer = api.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(pdf);
        assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(pdf.length));
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("ETag")).matches("\"[A-Za-z0-9_-]{43}\"");
        assertThat(answer.header("Content-Disposition")).contains("filename*=UTF-8''H%E1%BB%A3p");
    }

    @Test
    void isSentInPart() {
        Api.Answer answer = api.get(path, "Range", "bytes=100-199");
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(pdf, 100, 200));
        assertThat(answer.header("Content-Range")).isEqualTo("bytes 100-199/" + pdf.length);
        assertThat(answer.header("Content-Length")).isEqualTo("100");
        assertThat(api.get(path, "Range", "bytes=-3").body())
                .isEqualTo(Arrays.copyOfRange(pdf, pdf.length - 3, pdf.length));
    }

    @Test
    void refusesARangeBeyondItsEnd() {
        Api.Answer answer = api.get(path, "Range", "bytes=" + pdf.length + "-");
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.code()).isEqualTo("range-not-satisfiable");
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + pdf.length);
    }

    @Test
    void honoursIfRangeOnlyForTheSameBytes() {
        String tag = api.head(path).header("ETag");
        assertThat(api.get(path, "Range", "bytes=0-9", "If-Range", tag).status())
                .isEqualTo(206);
        assertThat(api.get(path, "Range", "bytes=0-9", "If-Range", "\"other\"").status())
                .isEqualTo(200);
        assertThat(api.get(path, "Range", "bytes=0-9", "If-Range", "W/" + tag).status())
                .isEqualTo(200);
        assertThat(api.get(path, "Range", "bytes=0-9", "If-Range", "Tue, 24 Nov 2026 00:00:00 GMT")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isNotSentAgainToWhomHasIt() {
        String tag = api.head(path).header("ETag");
        assertThat(api.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "\"x\", W/" + tag).status()).isEqualTo(304);
        assertThat(api.get(path, "If-None-Match", "\"x\"").status()).isEqualTo(200);
    }

    @Test
    void isDescribedByHead() {
        Api.Answer answer = api.head(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(pdf.length));
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void joinsSegmentsAcrossARange() {
        String document = path.split("/")[3];
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApprovalRequested(asked);
        sayApproved(id);
        saySigned(asked);
        awaitFinished(id);
        byte[] signed = api.get(path).body();
        assertThat(signed.length).isGreaterThan(pdf.length);
        int from = pdf.length - 10;
        Api.Answer across = api.get(path, "Range", "bytes=" + from + "-" + (from + 19));
        assertThat(across.body()).isEqualTo(Arrays.copyOfRange(signed, from, from + 20));
        assertThat(api.get(path + "?revision=1").body()).isEqualTo(pdf);
        assertThat(api.get(path + "?revision=1").header("ETag")).isNotEqualTo(across.header("ETag"));
        assertThat(api.get(path + "?revision=3").code()).isEqualTo("not-found");
        assertThat(api.get(path + "?revision=x").code()).isEqualTo("invalid-field");
    }
}
