package vn.kyso.document.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.kyso.pades.Intake;
import vn.kyso.pades.IntakeResult;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.Refusal;

/// What [IntakeApart] runs: reads the one file of its folder and writes beside it what became of it. No Spring.
final class IntakeApartMain {
    static final String SOURCE = "source.pdf";
    static final String REPAIRED = "repaired.pdf";
    static final String OUTLINE = "outline";

    /// `accepted`, `repaired`, or a refusal's reason, a tab and its detail.
    static final String ANSWER = "answer";

    private IntakeApartMain() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String answer;
        try (PdfSource source = PdfSource.of(folder.resolve(SOURCE))) {
            answer = switch (Intake.read(source, folder.resolve(REPAIRED))) {
                case IntakeResult.Accepted(PdfOutline outline) -> kept(folder, outline, "accepted");
                case IntakeResult.Repaired(PdfOutline outline) -> kept(folder, outline, "repaired");
                case IntakeResult.Refused(Refusal refusal) -> refusal.reason() + "\t" + refusal.detail();
            };
        }
        Files.writeString(folder.resolve(ANSWER), answer, StandardCharsets.UTF_8);
    }

    private static String kept(Path folder, PdfOutline outline, String answer) throws IOException {
        Files.write(folder.resolve(OUTLINE), outline.toBytes());
        return answer;
    }
}
