package vn.kyso.frame;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import vn.kyso.contracts.event.SignerRef;

/// The frame has no domain: nothing in it decides anything about signing.
@AnalyzeClasses(packages = "vn.kyso.frame", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theFrameKnowsNoDocumentCertificateSessionOrPush = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.document..",
                    "vn.kyso.certificate..",
                    "vn.kyso.signing..",
                    "vn.kyso.notification..",
                    "vn.kyso.gateway..",
                    "vn.kyso.pades..",
                    "vn.kyso.cades..",
                    "vn.kyso.approval..",
                    "org.bouncycastle..",
                    "org.apache.pdfbox..",
                    "com.webauthn4j..");

    /// Of `contracts.event` it knows how tokens name signers, which is no event.
    @ArchTest
    static final ArchRule theFrameKnowsNoEvent = noClasses()
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("vn.kyso.contracts.event..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.not(JavaClass.Predicates.type(SignerRef.class))));

    @ArchTest
    static final ArchRule onlyTheOperatorsViewOfDeadLettersKnowsMessaging = noClasses()
            .that()
            .resideOutsideOfPackage("vn.kyso.frame.deadletters..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("vn.kyso.messaging..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule settingsKnowNothingOfWhatUsesThem = noClasses()
            .that()
            .resideInAPackage("vn.kyso.frame.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.frame.access..",
                    "vn.kyso.frame.audit..",
                    "vn.kyso.frame.egress..",
                    "vn.kyso.frame.idempotency..",
                    "vn.kyso.frame.limit..",
                    "vn.kyso.frame.problem..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("vn.kyso.frame.(*)..").should().beFreeOfCycles();
}
