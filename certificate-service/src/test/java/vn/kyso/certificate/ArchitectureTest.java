package vn.kyso.certificate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// What this service may never do, and which package may know which.
@AnalyzeClasses(packages = "vn.kyso", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule certificateServiceNeverSeesADocument = noClasses()
            .that()
            .resideInAPackage("vn.kyso.certificate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("vn.kyso.pades..", "vn.kyso.document..", "org.apache.pdfbox..");

    @ArchTest
    static final ArchRule certificateServiceKnowsNoOtherService = noClasses()
            .that()
            .resideInAPackage("vn.kyso.certificate..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.signing..", "vn.kyso.notification..", "vn.kyso.gateway..", "vn.kyso.approval..");

    @ArchTest
    static final ArchRule onlyTheAuthorityAndTheTimestampSignerTouchPrivateKeys = noClasses()
            .that()
            .resideInAPackage("vn.kyso.certificate..")
            .and()
            .resideOutsideOfPackages("vn.kyso.certificate.authority..", "vn.kyso.certificate.timestamp..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.security.PrivateKey.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.security.KeyPairGenerator.class);

    @ArchTest
    static final ArchRule keysAreWrappedInOnePlace = classes()
            .that()
            .resideInAPackage("vn.kyso.certificate..")
            .and()
            .haveSimpleNameNotEndingWith("Configuration")
            .and()
            .doNotHaveSimpleName("AuthorityKeys")
            .should()
            .onlyDependOnClassesThat()
            .doNotHaveFullyQualifiedName("vn.kyso.frame.WrappingKey");

    @ArchTest
    static final ArchRule profilesKnowNothingButCertificates = noClasses()
            .that()
            .resideInAPackage("vn.kyso.certificate.profile..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.certificate.lint..",
                    "vn.kyso.certificate.authority..",
                    "vn.kyso.certificate.subscriber..",
                    "vn.kyso.certificate.status..",
                    "vn.kyso.certificate.issuance..",
                    "vn.kyso.certificate.timestamp..",
                    "org.springframework..");

    @ArchTest
    static final ArchRule theAuthorityKnowsNoSubscriber = noClasses()
            .that()
            .resideInAnyPackage("vn.kyso.certificate.authority..", "vn.kyso.certificate.lint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.certificate.subscriber..",
                    "vn.kyso.certificate.status..",
                    "vn.kyso.certificate.issuance..",
                    "vn.kyso.certificate.timestamp..");

    @ArchTest
    static final ArchRule timestampsKnowNeitherSubscribersNorDatabases = noClasses()
            .that()
            .resideInAPackage("vn.kyso.certificate.timestamp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.certificate.subscriber..",
                    "vn.kyso.certificate.status..",
                    "vn.kyso.certificate.issuance..",
                    "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule statusDoesNotIssue = noClasses()
            .that()
            .resideInAPackage("vn.kyso.certificate.status..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("vn.kyso.certificate.issuance..");

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("vn.kyso.certificate.(*)..").should().beFreeOfCycles();
}
