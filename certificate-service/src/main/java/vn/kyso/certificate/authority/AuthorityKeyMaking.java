package vn.kyso.certificate.authority;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.lint.ProfileViolatedException;
import vn.kyso.certificate.profile.KeyIdentifiers;
import vn.kyso.certificate.profile.KeyType;

/// Makes one of the CA's own keys and its certificate, without keeping it.
final class AuthorityKeyMaking {
    private final PkiProperties properties;
    private final CertificateSigning signing;

    AuthorityKeyMaking(PkiProperties properties, CertificateSigning signing) {
        this.properties = properties;
        this.signing = signing;
    }

    /// @param issuer null for the root, which signs itself
    AuthorityKey make(AuthorityRole role, int generation, @Nullable AuthorityKey issuer, Instant now) {
        if ((issuer == null) != (role == AuthorityRole.ROOT) || (issuer != null && issuer.role() != role.issuer())) {
            throw new IllegalArgumentException(role + " is signed by " + role.issuer());
        }
        KeyPair pair = keyPair(role);
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        Instant from = now.truncatedTo(ChronoUnit.SECONDS);
        Instant to = from.atZone(ZoneOffset.UTC).plus(life(role)).toInstant();
        if (issuer != null) {
            Instant issuersEnd = issuer.certificate().getNotAfter().toInstant();
            to = to.isAfter(issuersEnd) ? issuersEnd : to;
        }
        CertificateSigning.Wanted wanted =
                new CertificateSigning.Wanted(role.profile(), subject(role, key), key, from, to);
        try {
            X509CertificateHolder holder =
                    signing.sign(wanted, issuer, issuer == null ? selfSigner(pair, key) : issuer.signer());
            return new AuthorityKey(
                    role,
                    generation,
                    issuer == null ? generation : issuer.generation(),
                    holder,
                    Certificates.parse(holder.getEncoded()),
                    pair.getPrivate());
        } catch (ProfileViolatedException e) {
            throw new IllegalStateException("As configured, the certificate of " + role + " breaks rules", e);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("A certificate without an encoding", e);
        }
    }

    /// The common name is for people. The serial number, taken from the key, tells installations apart: two
    /// roots of the same name in one trust store send verifiers after the wrong key.
    private X500Name subject(AuthorityRole role, SubjectPublicKeyInfo key) {
        String number = HexFormat.of().formatHex(KeyIdentifiers.of(key), 0, 6).toUpperCase(Locale.ROOT);
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, new DERPrintableString("VN"))
                .addRDN(BCStyle.O, new DERUTF8String(properties.organisation()))
                .addRDN(BCStyle.CN, new DERUTF8String(commonName(role)))
                .addRDN(BCStyle.SERIALNUMBER, new DERPrintableString(number))
                .build();
    }

    private String commonName(AuthorityRole role) {
        return switch (role) {
            case ROOT -> properties.rootName();
            case ISSUING -> properties.issuingName();
            case ROOT_RESPONDER, ISSUING_RESPONDER -> properties.responderName();
            case TIMESTAMP -> properties.timestampName();
        };
    }

    private Period life(AuthorityRole role) {
        return switch (role) {
            case ROOT -> properties.rootLife();
            case ISSUING -> properties.issuingLife();
            case ROOT_RESPONDER, ISSUING_RESPONDER -> properties.responderLife();
            case TIMESTAMP -> properties.timestampLife();
        };
    }

    private KeyPair keyPair(AuthorityRole role) {
        PkiProperties.Curve curve = switch (role) {
            case ROOT -> properties.rootKey();
            case ISSUING -> properties.issuingKey();
            case ROOT_RESPONDER, ISSUING_RESPONDER, TIMESTAMP -> PkiProperties.Curve.P256;
        };
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve.jcaName()));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(curve + " is part of every Java platform", e);
        }
    }

    private static ContentSigner selfSigner(KeyPair pair, SubjectPublicKeyInfo key) {
        String algorithm = AuthorityKey.algorithm(
                KeyType.of(key).orElseThrow(() -> new IllegalStateException("The root's key is of no known kind")));
        try {
            return new JcaContentSignerBuilder(algorithm).build(pair.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("The root's key can't sign", e);
        }
    }
}
