package vn.kyso.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.played.SmallHeap;
import vn.kyso.testkit.pdf.SamplePdf;

/// Files that are made to take all memory or time, several at once, at a service with 256 MB of heap: each is refused
/// in time, by name, and the service goes on. Who has to wait too long is asked to come again, and does.
class HostileUploadTest {
    private static final Duration IN_TIME = Duration.ofSeconds(60);
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    @Tag("long")
    void everyOneIsRefusedAndTheServiceGoesOn() throws IOException, InterruptedException, ExecutionException {
        Map<String, byte[]> hostile = new LinkedHashMap<>();
        hostile.put("array-in-catalog", catalogWith(repeated("[]", 24)).withTable());
        hostile.put("dictionaries-in-catalog", catalogWith(repeated("<<>>", 24)).withTable());
        hostile.put("object-stream", objectStream("[]"));
        hostile.put("array-cut", cut(catalogWith(repeated("[]", 24)).withTable()));
        hostile.put(
                "dictionaries-cut", cut(catalogWith(repeated("<</A 1>>", 24)).withTable()));
        hostile.put("object-stream-cut", cut(objectStream("<<>> ")));
        hostile.put("objects-that-do-not-end", headed("1 0 obj\n<<"));
        hostile.put("nested-cut", cut(catalogWith(repeated("[", 4)).withTable()));
        hostile.put("trailers", headed("trailer<</Prev 9>>\nstartxref\n9\n"));

        try (SmallHeap service = SmallHeap.start(folder, 256)) {
            Api api = service.api();
            ExecutorService uploads = Executors.newFixedThreadPool(3);
            try {
                Map<String, Future<Answered>> answers = new LinkedHashMap<>();
                hostile.forEach((name, file) -> answers.put(name, uploads.submit(() -> upload(api, name, file))));
                for (Map.Entry<String, Future<Answered>> answer : answers.entrySet()) {
                    Answered answered = answer.getValue().get();
                    assertThat(answered.answer().status())
                            .as(answer.getKey() + ": " + answered)
                            .isEqualTo(422);
                    assertThat(answered.answer().code())
                            .as(answer.getKey())
                            .isIn("document-too-complex", "damaged-pdf", "not-a-pdf");
                    assertThat(answered.took()).as(answer.getKey()).isLessThan(IN_TIME.multipliedBy(hostile.size()));
                }
            } finally {
                uploads.shutdown();
            }
            hostile.forEach((name, file) -> assertThat(verify(api, file).status())
                    .as("%s verified", name)
                    .isIn(200, 422));
            assertThat(service.isAlive()).as("The service").isTrue();
            assertThat(upload(api, "sound", Pdfs.pages(2)).answer().status()).isEqualTo(201);
            byte[] mended = cut(SamplePdf.onePage().withTable());
            Answered repaired = upload(api, "mended", mended);
            assertThat(repaired.answer().json().path("repaired").asBoolean())
                    .as(repaired.toString())
                    .isTrue();
        }
    }

    private record Answered(Api.Answer answer, Duration took) {}

    private static Answered upload(Api api, String name, byte[] file) {
        Instant begun = Instant.now();
        Api.Answer answer;
        do {
            answer = Api.send(api.request("/v1/documents")
                    .timeout(Duration.ofMinutes(10))
                    .header("Content-Type", "application/pdf")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(file)));
        } while (answer.status() == 503);
        Duration took = Duration.between(begun, Instant.now());
        System.out.println(name + ": " + took.toMillis() + " ms, " + answer);
        return new Answered(answer, took);
    }

    private static Api.Answer verify(Api api, byte[] file) {
        return Api.send(api.request("/v1/verifications")
                .timeout(Duration.ofMinutes(10))
                .header("Content-Type", "application/pdf")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(file)));
    }

    private static SamplePdf catalogWith(byte[] values) {
        return SamplePdf.onePage().object(1, "<</Type/Catalog/Pages 2 0 R/Kyso[" + text(values) + "]>>");
    }

    /// The catalog in an object stream that inflates to a quarter of a gigabyte.
    private static byte[] objectStream(String value) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] head = "1 0 ".getBytes(StandardCharsets.ISO_8859_1);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(head);
            out.write("<</Type/Catalog/Pages 2 0 R/Kyso[".getBytes(StandardCharsets.ISO_8859_1));
            byte[] megabyte = repeated(value, 1);
            for (int i = 0; i < 250; i++) {
                out.write(megabyte);
            }
            out.write("]>>".getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        List<Integer> offsets = new ArrayList<>();
        write(pdf, "%PDF-1.7\n");
        offsets.add(pdf.size());
        write(pdf, "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
        offsets.add(pdf.size());
        write(pdf, "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n");
        offsets.add(pdf.size());
        write(pdf, "4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length " + packed.size() + ">>\nstream\n");
        pdf.writeBytes(packed.toByteArray());
        write(pdf, "\nendstream\nendobj\n");
        int xref = pdf.size();
        write(pdf, "5 0 obj\n<</Type/XRef/W[1 4 2]/Size 6/Root 1 0 R/Length 42>>\nstream\n");
        entry(pdf, 0, 0, 0);
        entry(pdf, 2, 4, 0);
        offsets.forEach(offset -> entry(pdf, 1, offset, 0));
        entry(pdf, 1, xref, 0);
        write(pdf, "\nendstream\nendobj\nstartxref\n" + xref + "\n%%EOF\n");
        return pdf.toByteArray();
    }

    private static void entry(ByteArrayOutputStream out, int type, int second, int third) {
        out.write(type);
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(second >> shift);
        }
        out.write(third >> 8);
        out.write(third);
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] headed(String repeated) {
        return ("%PDF-1.7\n" + text(repeated(repeated, 8))).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] cut(byte[] pdf) {
        return Arrays.copyOf(pdf, pdf.length - 40);
    }

    private static byte[] repeated(String text, int megabytes) {
        byte[] one = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[megabytes * MEGABYTE / one.length * one.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        return all;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
