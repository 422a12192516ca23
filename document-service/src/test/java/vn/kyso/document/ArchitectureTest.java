package vn.kyso.document;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// What document-service may never do, and which way its packages look.
@AnalyzeClasses(packages = "vn.kyso.document", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule documentServiceNeverSeesAKey = noClasses()
            .should()
            .dependOnClassesThat(JavaClass.Predicates.belongToAnyOf(
                    java.security.PrivateKey.class,
                    java.security.KeyPair.class,
                    java.security.KeyStore.class,
                    java.security.Signature.class,
                    vn.kyso.cades.SignedAttributes.class));

    @ArchTest
    static final ArchRule documentServiceNeverVerifiesAnApproval =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("vn.kyso.approval..", "com.webauthn4j..");

    @ArchTest
    static final ArchRule onlySigningServicesWordMakesARequestApproved = noClasses()
            .that()
            .doNotHaveSimpleName("SessionChangedListener")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(".*SessionChangedEvent\\$ApprovalAccepted");

    @ArchTest
    static final ArchRule documentServiceTouchesPdfOnlyThroughTheEngine =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.pdfbox..", "org.bouncycastle..");

    @ArchTest
    static final ArchRule documentServiceKnowsNoOtherService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.signing..", "vn.kyso.certificate..", "vn.kyso.notification..", "vn.kyso.gateway..");

    @ArchTest
    static final ArchRule strangersAddressesAreFetchedThroughTheEgressPortAlone = noClasses()
            .that()
            .resideInAPackage("..sealing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "org.springframework.web.client..");

    @ArchTest
    static final ArchRule documentsDoNotKnowWhoWritesThem = noClasses()
            .that()
            .resideInAPackage("vn.kyso.document.document..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..request..", "..sealing..", "..progress..", "vn.kyso.document.certificate..");

    @ArchTest
    static final ArchRule blobsKnowNothingAtAll = noClasses()
            .that()
            .resideInAPackage("..blob..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.document.document..",
                    "..request..",
                    "..sealing..",
                    "..progress..",
                    "org.springframework..");

    @ArchTest
    static final ArchRule requestsDoNotKnowHowTheyAreSealed = noClasses()
            .that()
            .resideInAPackage("..request..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..sealing..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("vn.kyso.document.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule listenersOnlyRecord = classes()
            .that()
            .implement(vn.kyso.messaging.EventListener.class)
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "vn.kyso.document.blob..", "vn.kyso.pades..", "java.net.http..", "org.springframework.web..");
}
