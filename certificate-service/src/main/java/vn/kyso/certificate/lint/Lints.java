package vn.kyso.certificate.lint;

import java.util.List;
import java.util.stream.Stream;
import vn.kyso.certificate.profile.CertificateDraft;

/// All rules. No certificate is signed before [#require] has let it through.
public final class Lints {
    static final List<Lint> ALL = List.of(
            new DerIsCanonical(),
            new VersionIsThree(),
            new SerialIsUnpredictable(),
            new SignatureAlgorithmFitsIssuerKey(),
            new IssuerNameIsIssuersSubject(),
            new ValidityIsEncodedByYear(),
            new ValidityIsInOrder(),
            new ValidityIsWithinIssuers(),
            new SubjectIsNotEmpty(),
            new SubjectIsUtf8(),
            new SubjectWithinUpperBounds(),
            new ShortenedNameIsComplete(),
            new SubjectIsPlainText(),
            new SubjectNamesPerson(),
            new SubjectNamesOrganisation(),
            new CountryIsTwoLetters(),
            new KeyIsAllowed(),
            new KeyIsSound(),
            new KeyIsNotIssuers(),
            new UniqueIdentifiersAreAbsent(),
            new ExtensionsOccurOnce(),
            new ExtensionsAreProfiled(),
            new BasicConstraintsFitProfile(),
            new KeyUsageFitsProfile(),
            new ExtendedKeyUsageFitsProfile(),
            new SubjectKeyIdentifierIsPresent(),
            new AuthorityKeyIdentifierIsIssuers(),
            new AuthorityInformationIsReachable(),
            new CrlDistributionPointIsReachable(),
            new PoliciesArePresent(),
            new OcspNoCheckIsResponders());

    private Lints() {}

    /// Lets a draft through that violates no rule.
    ///
    /// @throws ProfileViolatedException naming every rule that it violates
    public static void require(CertificateDraft draft) throws ProfileViolatedException {
        List<Violation> violations =
                ALL.stream().flatMap(lint -> check(lint, draft)).toList();
        if (!violations.isEmpty()) {
            throw new ProfileViolatedException(violations);
        }
    }

    static Stream<Violation> check(Lint lint, CertificateDraft draft) {
        try {
            return lint.violation(draft).map(what -> new Violation(lint.id(), what, lint.source())).stream();
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
            // BouncyCastle's ways to say that a structure is not what it should be.
            return Stream.of(new Violation(lint.id(), "What the rule looks at can't be read", lint.source()));
        }
    }

    /// A rule that does not hold.
    ///
    /// @param rule its name
    /// @param source the clause
    public record Violation(String rule, String what, String source) {
        @Override
        public String toString() {
            return what + " (" + rule + ", " + source + ")";
        }
    }
}
