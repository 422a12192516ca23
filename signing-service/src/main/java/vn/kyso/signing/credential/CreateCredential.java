package vn.kyso.signing.credential;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.security.PublicKey;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.frame.AuditLog;

/// Makes a key for a signer, and the certification request (PKCS#10, RFC 2986) that proves its possession to the CA.
@Component
class CreateCredential {
    private static final int FIRST_VERSION = 1;

    private final SigningKeys keys;
    private final Credentials credentials;
    private final AuditLog audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    CreateCredential(
            SigningKeys keys,
            Credentials credentials,
            AuditLog audit,
            TransactionOperations transaction,
            InstantSource clock) {
        this.keys = keys;
        this.credentials = credentials;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param csr PEM
    record Created(CredentialId id, String csr) {}

    /// The key is made first and the row that names it committed after: a crash between leaves a key that nobody can
    /// name.
    Created create(SignerRef signer, KeyType type, String operator) {
        CredentialId id = new CredentialId(UUID.randomUUID());
        PublicKey publicKey = keys.generate(id, signer.value(), type);
        Credential credential = new Credential(
                id,
                signer.value(),
                type,
                publicKey,
                FIRST_VERSION,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null);
        String csr = request(credential);
        transaction.executeWithoutResult(_ -> {
            credentials.add(credential);
            audit.record(
                    "credential-created",
                    id.toString(),
                    "operator:" + operator,
                    EventEnvelope.PLATFORM,
                    Map.of("signer", signer.value(), "keyType", type.wire()));
        });
        return new Created(id, csr);
    }

    /// The subject names the credential alone: who the holder is, the CA knows from its own records.
    private String request(Credential credential) {
        PKCS10CertificationRequest request = new JcaPKCS10CertificationRequestBuilder(
                        new X500Principal("CN=" + credential.id()), credential.publicKey())
                .build(new KeySigner(credential));
        StringWriter pem = new StringWriter();
        try (PemWriter writer = new PemWriter(pem)) {
            writer.writeObject(new PemObject("CERTIFICATE REQUEST", request.getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException("A certification request can't be encoded", e);
        }
        return pem.toString();
    }

    private final class KeySigner implements ContentSigner {
        private final Credential credential;
        private final ByteArrayOutputStream signed = new ByteArrayOutputStream();

        KeySigner(Credential credential) {
            this.credential = credential;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new DefaultSignatureAlgorithmIdentifierFinder()
                    .find(credential.keyType().algorithm().jcaName());
        }

        @Override
        public OutputStream getOutputStream() {
            return signed;
        }

        @Override
        public byte[] getSignature() {
            return keys.sign(credential, signed.toByteArray());
        }
    }
}
