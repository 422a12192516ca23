package vn.kyso.certificate.issuance;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// A PKCS#10 request (RFC 2986) whose sender has shown to hold the private key. Nothing but the key is taken
/// from it: neither the subject nor the extensions that it asks for.
record CertificationRequest(SubjectPublicKeyInfo key, PublicKey publicKey) {
    private static final int LONGEST = 16 * 1024;
    private static final Set<ASN1ObjectIdentifier> PROOFS = Set.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512,
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption);

    /// @throws ProblemException `csr-invalid`
    static CertificationRequest parse(String pem) {
        PKCS10CertificationRequest request = read(pem);
        SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
        if (!PROOFS.contains(request.getSignatureAlgorithm().getAlgorithm())) {
            throw new ProblemException(
                    ProblemType.CSR_INVALID, "It is signed by none of ECDSA and RSA with SHA-256, 384 or 512.");
        }
        try {
            if (request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                return new CertificationRequest(key, publicKey(key));
            }
        } catch (OperatorCreationException
                | PKCSException
                | GeneralSecurityException
                | IOException
                | RuntimeException e) {
            // BouncyCastle reports keys and signatures that it can't read by several unchecked exceptions.
            throw new ProblemException(ProblemType.CSR_INVALID, "Its key or its signature can't be read.", e);
        }
        throw new ProblemException(ProblemType.CSR_INVALID, "Its signature is not by the key that it wants certified.");
    }

    private static PKCS10CertificationRequest read(String pem) {
        if (pem.length() <= LONGEST) {
            try (PemReader reader = new PemReader(new StringReader(pem))) {
                PemObject object = reader.readPemObject();
                if (object != null && object.getType().endsWith("CERTIFICATE REQUEST")) {
                    return new PKCS10CertificationRequest(object.getContent());
                }
            } catch (IOException | RuntimeException e) {
                throw new ProblemException(ProblemType.CSR_INVALID, "It can't be read as a PKCS#10 request.", e);
            }
        }
        throw new ProblemException(ProblemType.CSR_INVALID, "It is no PKCS#10 request in PEM.");
    }

    private static PublicKey publicKey(SubjectPublicKeyInfo key) throws GeneralSecurityException, IOException {
        boolean ec = key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
        return KeyFactory.getInstance(ec ? "EC" : "RSA").generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }
}
