package vn.kyso.certificate.authority;

import java.net.URI;
import java.time.Duration;
import java.time.Period;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The embedded CA (`kyso.pki`). What becomes part of a certificate counts from the first start on: the root
/// and the issuing CA are made once.
///
/// @param baseUrl what verifiers find in certificates, such as `http://pki.example.vn/pki`; null for `/pki`
///     under `kyso.public-url`. Plain http is usual: what is fetched is signed, and fetching a TLS
///     certificate's status over TLS would chase its own tail
/// @param organisation in the CA's own names
/// @param rootKey curve of the root, which outlives everything
/// @param issuingKey curve of the issuing CA; P-256 because it signs with every certificate
/// @param responderLife of OCSP responders, whose certificates nobody can revoke (id-pkix-ocsp-nocheck): short
/// @param timestampLife of the time-stamp authority's certificate; renewed at half of it, so that a token made
///     on any day can be verified for at least the other half
/// @param policy OID of signers' certificates, the operator's own; the default is of the arc that RFC 5612 sets
///     aside for examples
/// @param timestampPolicy OID under which the time-stamp authority stamps; likewise the operator's own
/// @param heartbeat how often the root and each certificate's state are published, however quiet
/// @param heartbeatCheck how often each instance looks for what is due
@ConfigurationProperties("kyso.pki")
public record PkiProperties(
        @Nullable URI baseUrl,
        @DefaultValue("Kyso") String organisation,
        @DefaultValue("Kyso Root CA") String rootName,
        @DefaultValue("Kyso Issuing CA") String issuingName,
        @DefaultValue("Kyso OCSP") String responderName,
        @DefaultValue("Kyso TSA") String timestampName,
        @DefaultValue("P384") Curve rootKey,
        @DefaultValue("P256") Curve issuingKey,
        @DefaultValue("P20Y") Period rootLife,
        @DefaultValue("P10Y") Period issuingLife,
        @DefaultValue("P60D") Period responderLife,
        @DefaultValue("P6Y") Period timestampLife,
        @DefaultValue("1.3.6.1.4.1.32473.1.1") String policy,
        @DefaultValue("1.3.6.1.4.1.32473.1.2") String timestampPolicy,
        @DefaultValue("PT6H") Duration heartbeat,
        @DefaultValue("PT1M") Duration heartbeatCheck) {
    public PkiProperties {
        for (String oid : new String[] {policy, timestampPolicy}) {
            if (ASN1ObjectIdentifier.tryFromID(oid) == null) {
                throw new IllegalArgumentException("kyso.pki: no object identifier: " + oid);
            }
        }
        for (Period life : new Period[] {rootLife, issuingLife, responderLife, timestampLife}) {
            if (life.isNegative() || life.isZero()) {
                throw new IllegalArgumentException("kyso.pki: a certificate's life is longer than nothing");
            }
        }
        if (baseUrl != null && (baseUrl.getHost() == null || baseUrl.getRawQuery() != null)) {
            throw new IllegalArgumentException("kyso.pki.base-url is an absolute address without a query");
        }
        if (heartbeat.compareTo(Duration.ofSeconds(1)) < 0 || heartbeatCheck.compareTo(heartbeat) > 0) {
            throw new IllegalArgumentException(
                    "kyso.pki.heartbeat is at least a second, and looked for at least as often");
        }
    }

    /// Curves that the CA's own keys may be on.
    public enum Curve {
        P256("secp256r1"),
        P384("secp384r1");

        private final String jcaName;

        Curve(String jcaName) {
            this.jcaName = jcaName;
        }

        String jcaName() {
            return jcaName;
        }
    }
}
