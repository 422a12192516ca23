package vn.kyso.certificate.lint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;

/// What several rules read from names.
final class Subjects {
    private Subjects() {}

    static String text(AttributeTypeAndValue attribute) {
        if (attribute.getValue() instanceof ASN1String string) {
            return string.getString();
        }
        throw new IllegalArgumentException("Attribute " + attribute.getType() + " is no string");
    }

    /// Whether the name has each of these attributes once, each alone in its RDN, and no other but the whole name
    /// beside a shortened one, which has a rule of its own.
    static boolean hasExactly(X500Name name, ASN1ObjectIdentifier... types) {
        List<ASN1ObjectIdentifier> present = Arrays.stream(name.getAttributeTypes())
                .filter(type -> !type.equals(BCStyle.NAME))
                .toList();
        int whole = name.getRDNs(BCStyle.NAME).length;
        return present.size() == types.length
                && name.getRDNs().length == types.length + whole
                && Arrays.stream(types).allMatch(present::contains);
    }

    /// Whether it is an absolute http or https address.
    static boolean webAddress(GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return false;
        }
        try {
            URI uri = new URI(name.getName().toString());
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
