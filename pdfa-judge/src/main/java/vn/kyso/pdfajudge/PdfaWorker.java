package vn.kyso.pdfajudge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/// Validates one PDF per line of its input: `PDF TAB flavour`, such as `1b`, `2a` or `ua1`. Answers with `verdict N`,
/// then a line for each of the first rules that do not hold; none means that the file is what it says. Or with
/// `unreadable` and why.
public final class PdfaWorker {
    private static final int MOST_RULES = 20;

    private PdfaWorker() {}

    public static void main(String[] args) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Libraries that print must not answer for us.
        System.setOut(System.err);
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            answers.print(answer(request));
            answers.flush();
        }
    }

    private static String answer(String request) {
        String[] parts = request.split("\t");
        try {
            List<String> broken = judge(Path.of(parts[0]), PDFAFlavour.byFlavourId(parts[1]));
            return "verdict " + broken.size() + "\n" + String.join("", broken);
        } catch (IOException | VeraPDFException | RuntimeException e) {
            // A judge that can't read a file says so; which of its many exceptions it was does not matter.
            return "unreadable " + oneLine(e.toString()) + "\n";
        }
    }

    private static List<String> judge(Path pdf, PDFAFlavour flavour) throws IOException, VeraPDFException {
        try (InputStream in = Files.newInputStream(pdf);
                VeraPDFFoundry foundry = Foundries.defaultInstance();
                PDFAParser parser = foundry.createParser(in, flavour);
                PDFAValidator validator = foundry.createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> broken = result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> oneLine(assertion.getRuleId().getClause() + "-"
                                    + assertion.getRuleId().getTestNumber() + ": " + assertion.getMessage() + " at "
                                    + assertion.getLocation().getContext())
                            + "\n")
                    .limit(MOST_RULES)
                    .toList();
            if (broken.isEmpty() != result.isCompliant()) {
                throw new IllegalStateException("A file is compliant exactly where no rule is broken");
            }
            return broken;
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
