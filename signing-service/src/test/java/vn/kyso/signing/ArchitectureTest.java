package vn.kyso.signing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.kyso.signing");

    @Test
    void signingServiceDoesNotKnowPdf() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("vn.kyso.pades..", "org.apache.pdfbox..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameContaining("Pdf")
                .because("a key is used for digests; documents are another service's")
                .check(SERVICE);
    }

    @Test
    void signingServiceKnowsNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "vn.kyso.document..", "vn.kyso.certificate..", "vn.kyso.notification..", "vn.kyso.gateway..")
                .check(SERVICE);
    }

    @Test
    void onlyTheSoftwareKeyStoreSeesSignersPrivateKeys() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SoftwareSigningKeys")
                .and()
                .resideOutsideOfPackage("..authenticator..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo("java.security.PrivateKey")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo("java.security.Signature")
                .check(SERVICE);
    }

    @Test
    void onlySignaturesUseSignersKeysForDocuments() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..signing.signature..", "..signing.credential..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("SigningKeys")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("vn.kyso.cades.SignedAttributes")
                .because("what a key signs follows from the approved digest by one rule, applied in one place")
                .check(SERVICE);
    }

    @Test
    void featuresBuildOnEachOtherInOneDirection() {
        slices().matching("vn.kyso.signing.(*)..").should().beFreeOfCycles().check(SERVICE);
        noClasses()
                .that()
                .resideInAnyPackage("..signing.credential..", "..signing.authenticator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..signing.session..", "..signing.signature..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("..signing.session..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..signing.signature..")
                .check(SERVICE);
    }

    @Test
    void timeComesFromTheInjectedClock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(SERVICE);
    }
}
