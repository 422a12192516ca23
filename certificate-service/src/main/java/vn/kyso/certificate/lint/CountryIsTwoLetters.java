package vn.kyso.certificate.lint;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.kyso.certificate.profile.CertificateDraft;

/// The country is an ISO 3166 code, in capitals.
final class CountryIsTwoLetters implements Lint {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    @Override
    public String source() {
        return "RFC 5280, appendix A.1 (X520countryName)";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        for (RDN rdn : draft.tbs().getSubject().getRDNs(BCStyle.C)) {
            if (!COUNTRIES.contains(Subjects.text(rdn.getFirst()))) {
                return Optional.of("The country is no ISO 3166 code");
            }
        }
        return Optional.empty();
    }
}
