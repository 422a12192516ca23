package vn.kyso.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// What the gateway may never do, and which way its packages look.
@AnalyzeClasses(packages = "vn.kyso.gateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theGatewayKnowsNothingOfDocumentsAndSignatures = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.pades..",
                    "vn.kyso.cades..",
                    "vn.kyso.approval..",
                    "vn.kyso.contracts.event..",
                    "vn.kyso.contracts.signer..",
                    "org.apache.pdfbox..",
                    "org.bouncycastle..",
                    "com.webauthn4j..");

    @ArchTest
    static final ArchRule whatPassesThroughIsNotKept = noClasses()
            .that()
            .resideInAnyPackage("..route..", "..portal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule theGatewayHearsAndSaysNoEvent =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("vn.kyso.messaging..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule theGatewayKnowsNoOtherService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.signing..", "vn.kyso.document..", "vn.kyso.certificate..", "vn.kyso.notification..");

    /// It has no identity among the services, and none of its keys is trusted for devices or operators.
    @ArchTest
    static final ArchRule theGatewayIssuesNoDeviceOperatorOrServiceTokens = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("vn\\.kyso\\.frame\\.(Device|Operator|ServiceToken|CallingService)(\\$.*)?")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("vn\\.kyso\\.frame\\.settings\\.(Installation|Trust|Keys|SignerKey)(\\$.*)?");

    @ArchTest
    static final ArchRule onlyTokensHoldKeys = noClasses()
            .that()
            .resideOutsideOfPackage("..token..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.security.PrivateKey")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("vn.kyso.frame.WrappingKey");

    @ArchTest
    static final ArchRule logInLimitsAndPortalKnowNothingOfTheOthers = noClasses()
            .that()
            .resideInAnyPackage("..login..", "..limit..", "..portal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..gateway.route..", "..gateway.token..", "..gateway.tenant..");

    @ArchTest
    static final ArchRule tokensKnowNoRouteAndNoTenantsTable = noClasses()
            .that()
            .resideInAPackage("..token..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..gateway.route..", "..gateway.tenant..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("vn.kyso.gateway.(*)..").should().beFreeOfCycles();
}
