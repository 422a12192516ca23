package vn.kyso.dssjudge;

import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Validates one PDF per line of its input: `PDF TAB trusted PEM file [TAB CRL file]…`. Answers with `verdict N`, then
/// one line per signature: indication, sub-indication, level, signer, messages, separated by tabs; or with
/// `unreadable` and why. It asks nothing of the network: what the PDF and the request hold is all there is.
public final class DssWorker {
    private DssWorker() {}

    public static void main(String[] args) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Libraries that print must not answer for us.
        System.setOut(System.err);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            answers.print(answer(request));
            answers.flush();
        }
    }

    private static String answer(String request) {
        String[] parts = request.split("\t");
        try {
            List<String> lines =
                    judge(Path.of(parts[0]), Path.of(parts[1]), List.of(parts).subList(2, parts.length));
            return "verdict " + lines.size() + "\n"
                    + lines.stream().map(l -> l + "\n").collect(Collectors.joining());
        } catch (IOException | CertificateException | RuntimeException e) {
            // A judge that can't read a file says so; which of its many exceptions it was does not matter.
            return "unreadable " + oneLine(e.toString()) + "\n";
        }
    }

    private static List<String> judge(Path pdf, Path trusted, List<String> crls)
            throws IOException, CertificateException {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        for (X509Certificate certificate : certificates(trusted)) {
            anchors.addCertificate(new CertificateToken(certificate));
        }
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors);
        verifier.setAIASource(null);
        if (!crls.isEmpty()) {
            List<InputStream> lists = new ArrayList<>();
            for (String crl : crls) {
                lists.add(new ByteArrayInputStream(Files.readAllBytes(Path.of(crl))));
            }
            verifier.setCrlSource(new ExternalResourcesCRLSource(lists.toArray(InputStream[]::new)));
        }
        SignedDocumentValidator validator =
                SignedDocumentValidator.fromDocument(new FileDocument(new File(pdf.toString())));
        validator.setCertificateVerifier(verifier);
        Reports reports = validator.validateDocument();
        SimpleReport report = reports.getSimpleReport();
        List<String> lines = new ArrayList<>();
        for (String id : report.getSignatureIdList()) {
            String messages = report.getAdESValidationErrors(id).stream()
                    .map(m -> m.getValue())
                    .collect(Collectors.joining("; "));
            String warnings = report.getAdESValidationWarnings(id).stream()
                    .map(m -> m.getValue())
                    .collect(Collectors.joining("; "));
            lines.add(String.join(
                    "\t",
                    String.valueOf(report.getIndication(id)),
                    String.valueOf(report.getSubIndication(id)),
                    String.valueOf(report.getSignatureFormat(id)),
                    oneLine(String.valueOf(report.getSignedBy(id))),
                    oneLine(messages),
                    oneLine(warnings)));
        }
        return lines;
    }

    private static List<X509Certificate> certificates(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) certificate);
            }
            return certificates;
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ");
    }
}
