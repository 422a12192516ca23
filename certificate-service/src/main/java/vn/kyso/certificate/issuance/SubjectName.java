package vn.kyso.certificate.issuance;

import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import vn.kyso.certificate.subscriber.Subscriber;

/// Subjects as Vietnamese certificates have them: country, organisation, common name, and the identity number
/// as UID. A name too long for that stands there shortened, and whole as the attribute `name` (2.5.4.41).
final class SubjectName {
    private SubjectName() {}

    static X500Name of(Subscriber subscriber) {
        X500NameBuilder name =
                new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.C, new DERPrintableString(subscriber.country()));
        if (subscriber.organisation()) {
            name.addRDN(BCStyle.O, new DERUTF8String(subscriber.commonName()));
        }
        if (!subscriber.commonName().equals(subscriber.name())) {
            name.addRDN(BCStyle.NAME, new DERUTF8String(subscriber.name()));
        }
        return name.addRDN(BCStyle.CN, new DERUTF8String(subscriber.commonName()))
                .addRDN(BCStyle.UID, new DERUTF8String(subscriber.uid()))
                .build();
    }

    /// The common name, or the whole name where there is none.
    static String commonName(X500Name name) {
        RDN[] names = name.getRDNs(BCStyle.CN);
        return names.length == 0
                ? name.toString()
                : IETFUtils.valueToString(names[0].getFirst().getValue());
    }

    /// Whether a certificate of another CA names the subscriber by number: as UID, serialNumber or
    /// organizationIdentifier, with or without the kind in front.
    static boolean names(X500Name name, Subscriber subscriber) {
        String number = subscriber.userId().number();
        for (var type : new org.bouncycastle.asn1.ASN1ObjectIdentifier[] {
            BCStyle.UID, BCStyle.SERIALNUMBER, BCStyle.ORGANIZATION_IDENTIFIER
        }) {
            for (RDN rdn : name.getRDNs(type)) {
                String value = IETFUtils.valueToString(rdn.getFirst().getValue())
                        .replace("\\", "")
                        .replace("-", "");
                if (value.equals(number)
                        || (value.endsWith(number) && endsAt(value, value.length() - number.length()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The number stands by itself, not as the end of a longer one.
    private static boolean endsAt(String value, int start) {
        return !Character.isLetterOrDigit(value.charAt(start - 1)) || Character.isLetter(value.charAt(start - 1));
    }
}
