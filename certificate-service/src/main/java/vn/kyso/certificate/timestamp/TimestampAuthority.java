package vn.kyso.certificate.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import vn.kyso.certificate.authority.AuthorityKey;

/// Answers time-stamp requests. Whatever comes in, what goes out is a TimeStampResp: a token, or the failure
/// info of RFC 3161, 2.4.2. Serials are random, so they are unique over all instances without any of them
/// asking another. Thread-safe.
final class TimestampAuthority {
    /// Hashes that still bind a document, with the length of their digests.
    private static final Map<ASN1ObjectIdentifier, Integer> HASHES = Map.of(
            NISTObjectIdentifiers.id_sha256, 32,
            NISTObjectIdentifiers.id_sha384, 48,
            NISTObjectIdentifiers.id_sha512, 64);
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final Supplier<TokenSigner> signer;
    private final ASN1ObjectIdentifier policy;
    private final Accuracy accuracy;
    private final InstantSource clock;

    /// @param signer the key in use, its certificates parsed
    /// @param policy dotted OID
    TimestampAuthority(Supplier<TokenSigner> signer, String policy, Duration accuracy, InstantSource clock) {
        this.signer = signer;
        this.policy = new ASN1ObjectIdentifier(policy);
        this.accuracy = new Accuracy(
                new ASN1Integer(accuracy.toSeconds()),
                accuracy.toMillisPart() == 0 ? null : new ASN1Integer(accuracy.toMillisPart()),
                null);
        this.clock = clock;
    }

    /// @param request DER of a TimeStampReq, or anything else
    byte[] answer(byte[] request) {
        TimeStampReq asked;
        boolean extended;
        try {
            // Nothing is read as null.
            asked = Objects.requireNonNull(TimeStampReq.getInstance(request));
            extended = asked.getExtensions() != null;
            if (!asked.getVersion().hasValue(1)) {
                return refuse(PKIFailureInfo.badRequest, "Only version 1 is known");
            }
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException | NullPointerException e) {
            // BouncyCastle's ways to say that a structure is not what it should be.
            return refuse(PKIFailureInfo.badDataFormat, "Not a time-stamp request");
        }
        MessageImprint imprint = asked.getMessageImprint();
        Integer length = HASHES.get(imprint.getHashAlgorithm().getAlgorithm());
        if (length == null) {
            return refuse(PKIFailureInfo.badAlg, "The hash is none of SHA-256, SHA-384 and SHA-512");
        }
        if (imprint.getHashedMessageLength() != length) {
            return refuse(PKIFailureInfo.badDataFormat, "The imprint is not as long as its hash");
        }
        if (asked.getReqPolicy() != null && !asked.getReqPolicy().equals(policy)) {
            return refuse(PKIFailureInfo.unacceptedPolicy, "The policy here is " + policy);
        }
        if (extended) {
            return refuse(PKIFailureInfo.unacceptedExtension, "No extension is known");
        }
        return stamp(asked, imprint);
    }

    /// The answer to what is too long to be a request.
    byte[] tooLong() {
        return refuse(PKIFailureInfo.badDataFormat, "Longer than any time-stamp request");
    }

    private byte[] stamp(TimeStampReq asked, MessageImprint imprint) {
        TokenSigner current = signer.get();
        Instant now = clock.instant();
        AuthorityKey key = current.key();
        if (now.isBefore(key.certificate().getNotBefore().toInstant())
                || now.isAfter(key.certificate().getNotAfter().toInstant())) {
            return refuse(PKIFailureInfo.timeNotAvailable, "The authority's certificate is not valid at this time");
        }
        TSTInfo info = new TSTInfo(
                policy,
                imprint,
                new ASN1Integer(new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1)),
                generalizedTime(now),
                accuracy,
                ASN1Boolean.FALSE,
                asked.getNonce(),
                null,
                null);
        boolean certificates = asked.getCertReq() != null && asked.getCertReq().isTrue();
        return encode(new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), current.sign(info, certificates)));
    }

    /// Milliseconds, without the trailing zeros that DER forbids (RFC 3161, 2.4.2).
    static ASN1GeneralizedTime generalizedTime(Instant time) {
        int millis = time.getNano() / 1_000_000;
        String fraction = millis == 0 ? "" : String.format(".%03d", millis).replaceFirst("0+$", "");
        return new org.bouncycastle.asn1.DERGeneralizedTime(TO_THE_SECOND.format(time) + fraction + "Z");
    }

    private static byte[] refuse(int failure, String why) {
        return encode(new TimeStampResp(
                new PKIStatusInfo(
                        PKIStatus.rejection, new PKIFreeText(new DERUTF8String(why)), new PKIFailureInfo(failure)),
                null));
    }

    private static byte[] encode(TimeStampResp response) {
        try {
            return response.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("A response of known fields can't be encoded", e);
        }
    }

    static AlgorithmIdentifier sha256() {
        return new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    }
}
