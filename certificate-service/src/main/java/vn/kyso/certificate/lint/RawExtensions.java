package vn.kyso.certificate.lint;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import vn.kyso.certificate.profile.CertificateDraft;

/// Extensions as the bytes have them, repetitions and written defaults included.
final class RawExtensions {
    private RawExtensions() {}

    static Stream<ASN1Sequence> of(CertificateDraft draft) {
        return StreamSupport.stream(ASN1Sequence.getInstance(draft.der()).spliterator(), false)
                .filter(field -> field instanceof ASN1TaggedObject tagged && tagged.hasContextTag(3))
                .flatMap(field -> StreamSupport.stream(
                        ASN1Sequence.getInstance((ASN1TaggedObject) field, true).spliterator(), false))
                .map(ASN1Sequence::getInstance);
    }
}
