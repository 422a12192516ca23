package vn.kyso.signing.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.kyso.cades.CmsInvalidException;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.SignatureAlgorithm;
import vn.kyso.cades.SignedAttributes;
import vn.kyso.cades.TimestampSource;
import vn.kyso.cades.TimestampToken;
import vn.kyso.cades.TimestampUnavailableException;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.signing.credential.CertificateProperties;
import vn.kyso.signing.credential.Credential;
import vn.kyso.signing.credential.Credentials;
import vn.kyso.signing.credential.KeyUnavailableException;
import vn.kyso.signing.credential.KnownCertificate;
import vn.kyso.signing.credential.KnownCertificates;
import vn.kyso.signing.credential.SigningKeys;
import vn.kyso.signing.session.Session;
import vn.kyso.signing.session.SessionState.Approved;
import vn.kyso.signing.signature.SignatureMade.Impossible;
import vn.kyso.signing.signature.SignatureMade.Made;
import vn.kyso.signing.signature.SignatureMade.NotNow;

/// Makes the CMS of one document, outside any transaction.
@Component
class MakeSignature {
    private final KnownCertificates certificates;
    private final Credentials credentials;
    private final SigningKeys keys;
    private final TimestampSource timestamps;
    private final CertificateProperties certificateProperties;
    private final AuditLog audit;
    private final InstantSource clock;

    MakeSignature(
            KnownCertificates certificates,
            Credentials credentials,
            SigningKeys keys,
            TimestampSource timestamps,
            CertificateProperties certificateProperties,
            AuditLog audit,
            InstantSource clock) {
        this.certificates = certificates;
        this.credentials = credentials;
        this.keys = keys;
        this.timestamps = timestamps;
        this.certificateProperties = certificateProperties;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param session approved, its evidence verified
    /// @param document one of the session's
    /// @param attempt for the audit log: a key may be used twice on the same digest after a crash
    SignatureMade make(Session session, Approved approved, DocumentToSign document, int attempt) {
        Optional<KnownCertificate> known = certificates.find(session.asked().certificateDigest());
        if (known.isEmpty()) {
            return new Impossible(ProblemType.CERTIFICATE_NOT_FOUND, "The certificate is not known here any more");
        }
        KnownCertificate certificate = known.get();
        Optional<ProblemType> refusal = certificate.refusalAt(clock.instant(), certificateProperties.maxStatusAge());
        if (refusal.isPresent()) {
            return refusal.get() == ProblemType.CERTIFICATE_STATUS_STALE
                    ? new NotNow(refusal.get(), "No fresh word of the CA has come")
                    : new Impossible(refusal.get(), "At the moment of signing");
        }
        Credential credential = Optional.ofNullable(certificate.credentialId())
                .flatMap(credentials::find)
                .filter(c -> c.destroyedAt() == null
                        && c.signer().equals(session.asked().signer())
                        && c.id().toString().equals(approved.opened().credentialId()))
                .orElse(null);
        if (credential == null) {
            return new Impossible(ProblemType.CERTIFICATE_KEY_ELSEWHERE, "The approved credential has no key here");
        }
        audit.record(
                "key-use-intended",
                session.requestId() + "/" + document.documentId(),
                "service:signing-service",
                session.tenant(),
                Map.of(
                        "credential", credential.id().toString(),
                        "digest", document.digest(),
                        "attempt", Integer.toString(attempt)));
        try {
            return checked(session, certificate, credential, document);
        } catch (KeyUnavailableException e) {
            return new NotNow(ProblemType.KEY_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (TimestampUnavailableException e) {
            return new NotNow(ProblemType.TIMESTAMP_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private SignatureMade checked(
            Session session, KnownCertificate certificate, Credential credential, DocumentToSign document)
            throws TimestampUnavailableException {
        byte[] digest = Base64.getUrlDecoder().decode(document.digest());
        X509Certificate signer = certificate.certificate();
        SignedAttributes attributes = SignedAttributes.forPades(digest, signer);
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(signer.getPublicKey());
        byte[] value = keys.sign(credential, attributes.der());
        @Nullable
        TimestampToken timestamp = session.asked().level().equals("B-B") ? null : timestamps.timestamp(sha256(value));
        byte[] cms = CmsSignature.assemble(attributes, value, algorithm, travelling(certificate.chain()), timestamp);
        try {
            CmsSignature.verify(cms, digest, signer);
        } catch (CmsInvalidException e) {
            return new NotNow(ProblemType.KEY_UNAVAILABLE, "The key store gave a signature that does not verify");
        }
        if (cms.length > document.contentsReservedBytes()) {
            return new Impossible(
                    ProblemType.CONTENTS_OVERFLOW,
                    cms.length + " bytes, but " + document.contentsReservedBytes() + " reserved");
        }
        return new Made(cms);
    }

    /// The certificate and its issuers without the root, which readers must have from elsewhere to trust it.
    private static List<X509Certificate> travelling(List<X509Certificate> chain) {
        X509Certificate last = chain.getLast();
        boolean selfIssued = last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        return chain.size() > 1 && selfIssued ? chain.subList(0, chain.size() - 1) : chain;
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
