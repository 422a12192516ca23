package vn.kyso.benchmarks.signer;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.DSSFileFont;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.SignatureFieldParameters;
import eu.europa.esig.dss.pades.SignatureImageParameters;
import eu.europa.esig.dss.pades.SignatureImageTextParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import vn.kyso.pades.SignFile;

/// EU DSS: the data to be signed, the key, the signed document, as its documentation has it.
final class DssSigner implements FileSigner {
    /// The engine's own.
    private static final String FONT = "stamp/BeVietnamPro-Regular.ttf";

    private final Keys keys;
    private final boolean visible;
    private final List<CertificateToken> chain;
    private final DSSFileFont font;

    DssSigner(Keys keys, boolean visible) {
        this.keys = keys;
        this.visible = visible;
        this.chain = keys.chain().stream().map(CertificateToken::new).toList();
        // Its own has no Vietnamese letters, and then it signs nothing.
        this.font = new DSSFileFont(SignFile.class.getResourceAsStream(FONT));
        font.setEmbedFontSubset(true);
    }

    @Override
    public Outcome sign(Path pdf, Path into) throws IOException {
        try {
            PAdESService service = new PAdESService(new CommonCertificateVerifier());
            PAdESSignatureParameters parameters = parameters();
            DSSDocument document = new FileDocument(pdf.toFile());
            ToBeSigned asked = service.getDataToSign(document, parameters);
            SignatureValue value = new SignatureValue(SignatureAlgorithm.RSA_SHA256, keys.value(asked.getBytes()));
            DSSDocument signed = service.signDocument(document, parameters, value);
            try (OutputStream out = Files.newOutputStream(into)) {
                signed.writeTo(out);
            }
            return new Outcome.Signed(false, 0);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return Product.refusalOf(e);
        }
    }

    private PAdESSignatureParameters parameters() {
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.setSigningCertificate(chain.getFirst());
        parameters.setCertificateChain(chain);
        parameters.bLevel().setSigningDate(new Date());
        if (visible) {
            SignatureFieldParameters field = new SignatureFieldParameters();
            field.setPage(1);
            field.setOriginX(StampBox.MARGIN);
            field.setOriginY(StampBox.MARGIN);
            field.setWidth(StampBox.WIDTH);
            field.setHeight(StampBox.HEIGHT);
            SignatureImageTextParameters text = new SignatureImageTextParameters();
            text.setText(StampBox.TEXT);
            text.setFont(font);
            SignatureImageParameters image = new SignatureImageParameters();
            image.setFieldParameters(field);
            image.setTextParameters(text);
            parameters.setImageParameters(image);
        }
        return parameters;
    }
}
