package vn.kyso.certificate.status;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import vn.kyso.certificate.authority.AuthorityKey;
import vn.kyso.certificate.authority.CertificationAuthority;
import vn.kyso.certificate.authority.EmbeddedAuthority;

/// Answers OCSP (RFC 6960) about what the CAs issued, each by its own delegated responder. Thread-safe.
final class OcspResponder {
    /// More certificates in one request than anybody needs at once.
    private static final int MOST_CERTIFICATES = 20;
    /// RFC 9654, 2.1: 1 to 128 octets.
    private static final int LONGEST_NONCE = 128;

    private final EmbeddedAuthority authority;
    private final IssuedStates states;
    private final StatusProperties properties;
    private final InstantSource clock;
    private final DigestCalculatorProvider digests;

    OcspResponder(EmbeddedAuthority authority, IssuedStates states, StatusProperties properties, InstantSource clock) {
        this.authority = authority;
        this.states = states;
        this.properties = properties;
        this.clock = clock;
        try {
            this.digests = new JcaDigestCalculatorProviderBuilder().build();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("Digests are part of every Java platform", e);
        }
    }

    /// An OCSPResponse and how long it may be given again.
    ///
    /// @param cacheable null where only this asker may have it: errors, and answers to a nonce
    @SuppressWarnings("ArrayRecordComponent") // on its way out, never compared
    record Answer(byte[] der, @Nullable Validity cacheable) {}

    /// From when until when an answer holds.
    record Validity(Instant thisUpdate, Instant nextUpdate) {}

    Answer answer(byte[] request) {
        OCSPReq parsed;
        Req[] asked;
        @Nullable Extension nonce;
        try {
            parsed = new OCSPReq(request);
            asked = parsed.getRequestList();
            nonce = parsed.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
            if (asked.length < 1 || asked.length > MOST_CERTIFICATES || !wellSized(nonce)) {
                return error(OCSPRespBuilder.MALFORMED_REQUEST);
            }
        } catch (IOException | RuntimeException e) {
            // BouncyCastle reports structures that it can't read by several unchecked exceptions.
            return error(OCSPRespBuilder.MALFORMED_REQUEST);
        }
        Optional<CertificationAuthority> ca = issuerOfAny(asked);
        Optional<AuthorityKey> responder = ca.flatMap(authority::responder);
        if (ca.isEmpty() || responder.isEmpty()) {
            // RFC 6960, 2.3: not a server for any of these certificates.
            return error(OCSPRespBuilder.UNAUTHORIZED);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Validity validity = new Validity(now, now.plus(properties.ocspValidity()));
        BasicOCSPRespBuilder response = response(responder.get());
        for (Req req : asked) {
            add(response, req.getCertID(), statusOf(ca.get(), req.getCertID()), validity);
        }
        if (nonce != null) {
            response.setResponseExtensions(new Extensions(nonce));
        }
        return new Answer(sign(response, responder.get(), now), nonce == null ? validity : null);
    }

    /// The answer about a certificate that was issued here, as events carry it.
    byte[] answerAbout(SubscriberCertificate certificate) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        CertificationAuthority ca = authority
                .authority(certificate.chain().get(1))
                .orElseThrow(() -> new IllegalArgumentException("Not issued here: " + certificate.serial()));
        AuthorityKey responder = authority
                .responder(ca)
                .orElseThrow(() -> new IllegalStateException("The CA " + ca.id() + " has no responder any more"));
        BasicOCSPRespBuilder response = response(responder);
        try {
            CertificateID id = new CertificateID(
                    digests.get(CertificateID.HASH_SHA1),
                    holder(ca),
                    certificate.certificate().getSerialNumber());
            add(response, id, status(certificate.state()), new Validity(now, now.plus(properties.ocspValidity())));
        } catch (OCSPException | OperatorCreationException e) {
            throw new IllegalStateException("A certificate id of known fields can't be made", e);
        }
        return sign(response, responder, now);
    }

    private @Nullable CertificateStatus statusOf(CertificationAuthority ca, CertificateID id) {
        if (!issuedBy(ca, id)) {
            return new UnknownStatus();
        }
        Optional<RevocationState> state = states.of(ca, id.getSerialNumber());
        return state.isPresent() ? status(state.get()) : new UnknownStatus();
    }

    /// Null is good, as BouncyCastle has it.
    private static @Nullable CertificateStatus status(RevocationState state) {
        return switch (state) {
            case RevocationState.Good good -> CertificateStatus.GOOD;
            case RevocationState.Suspended suspended ->
                new RevokedStatus(Date.from(suspended.since()), RevocationReason.CERTIFICATE_HOLD);
            case RevocationState.Revoked revoked ->
                // No reason rather than `unspecified`: RFC 5280, 5.3.1
                revoked.reason() == RevocationReason.UNSPECIFIED
                        ? new RevokedStatus(Date.from(revoked.since()))
                        : new RevokedStatus(
                                Date.from(revoked.since()), revoked.reason().code());
        };
    }

    private static void add(
            BasicOCSPRespBuilder response, CertificateID id, @Nullable CertificateStatus status, Validity validity) {
        response.addResponse(id, status, Date.from(validity.thisUpdate()), Date.from(validity.nextUpdate()));
    }

    /// The first CA of ours that is asked about. Looks for one that another instance has made a moment ago where none
    /// is known, once for all that is asked.
    private Optional<CertificationAuthority> issuerOfAny(Req[] asked) {
        Optional<CertificationAuthority> known = amongKnown(asked);
        if (known.isPresent()) {
            return known;
        }
        authority.lookForNew();
        return amongKnown(asked);
    }

    private Optional<CertificationAuthority> amongKnown(Req[] asked) {
        return Arrays.stream(asked)
                .flatMap(r -> amongKnown(r.getCertID()).stream())
                .findFirst();
    }

    private Optional<CertificationAuthority> amongKnown(CertificateID id) {
        return authority.authorities().stream().filter(ca -> issuedBy(ca, id)).findFirst();
    }

    private boolean issuedBy(CertificationAuthority ca, CertificateID id) {
        try {
            return id.matchesIssuer(holder(ca), digests);
        } catch (OCSPException e) {
            // A hash algorithm that nobody here computes: then it names no issuer of ours.
            return false;
        }
    }

    private static boolean wellSized(@Nullable Extension nonce) {
        if (nonce == null) {
            return true;
        }
        int length = ASN1OctetString.getInstance(nonce.getParsedValue()).getOctetsLength();
        return length >= 1 && length <= LONGEST_NONCE;
    }

    private BasicOCSPRespBuilder response(AuthorityKey responder) {
        try {
            // By key (RFC 6960, 4.2.2.3), which stays unambiguous when responders are renewed under one name.
            return new BasicOCSPRespBuilder(
                    responder.holder().getSubjectPublicKeyInfo(), digests.get(CertificateID.HASH_SHA1));
        } catch (OCSPException | OperatorCreationException e) {
            throw new IllegalStateException("A responder id of known fields can't be made", e);
        }
    }

    private byte[] sign(BasicOCSPRespBuilder response, AuthorityKey responder, Instant now) {
        try {
            return new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            response.build(
                                    responder.signer(),
                                    new X509CertificateHolder[] {responder.holder()},
                                    Date.from(now)))
                    .getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException("A response of known fields can't be encoded", e);
        }
    }

    private static Answer error(int status) {
        try {
            return new Answer(new OCSPRespBuilder().build(status, null).getEncoded(), null);
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException("An error can't be encoded", e);
        }
    }

    private X509CertificateHolder holder(CertificationAuthority ca) {
        return authority
                .key(ca)
                .orElseThrow(() -> new IllegalArgumentException("No such CA: " + ca.id()))
                .holder();
    }
}
