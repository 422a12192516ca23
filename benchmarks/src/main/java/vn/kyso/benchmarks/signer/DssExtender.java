package vn.kyso.benchmarks.signer;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.TimestampBinary;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.PAdESTimestampParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.spi.x509.revocation.ocsp.ExternalResourcesOCSPSource;
import eu.europa.esig.dss.spi.x509.tsp.TSPSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import vn.kyso.cades.RevocationData;

/// EU DSS: a signed document in, one of a higher level out. Status and timestamps are at hand, so no call is measured.
public final class DssExtender {
    private final PAdESService service;

    /// @param root that all of it chains to
    public DssExtender(Keys keys, X509Certificate root) throws IOException {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(new CertificateToken(root));
        RevocationData status = keys.status();
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        verifier.setOcspSource(new ExternalResourcesOCSPSource(documents(status.ocspResponses())));
        verifier.setCrlSource(new ExternalResourcesCRLSource(documents(status.crls())));
        service = new PAdESService(verifier);
        service.setTspSource(new Tsa(keys));
    }

    private static DSSDocument[] documents(List<byte[]> contents) {
        return contents.stream().map(InMemoryDocument::new).toArray(DSSDocument[]::new);
    }

    public void extend(Path signed, Path into, Level level) throws IOException {
        PAdESSignatureParameters parameters = new PAdESSignatureParameters();
        parameters.setSignatureLevel(
                level == Level.B_LT ? SignatureLevel.PAdES_BASELINE_LT : SignatureLevel.PAdES_BASELINE_LTA);
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        PAdESTimestampParameters timestamp = new PAdESTimestampParameters(DigestAlgorithm.SHA256);
        parameters.setArchiveTimestampParameters(timestamp);
        DSSDocument extended = service.extendDocument(new FileDocument(signed.toFile()), parameters);
        try (OutputStream out = Files.newOutputStream(into)) {
            extended.writeTo(out);
        }
    }

    /// The run's own TSA.
    private record Tsa(Keys keys) implements TSPSource {
        private static final long serialVersionUID = 1L;

        @Override
        public TimestampBinary getTimeStampResponse(DigestAlgorithm algorithm, byte[] digest) {
            try {
                return new TimestampBinary(keys.token(digest));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
