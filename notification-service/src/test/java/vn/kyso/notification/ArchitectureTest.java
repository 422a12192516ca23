package vn.kyso.notification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.kyso.notification");

    @Test
    void notificationServiceKnowsNothingOfApprovalsSignaturesAndPdf() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "vn.kyso.approval..",
                        "vn.kyso.cades..",
                        "vn.kyso.pades..",
                        "com.webauthn4j..",
                        "org.bouncycastle..",
                        "org.apache.pdfbox..")
                .because("it carries answers and believes none of them")
                .check(SERVICE);
    }

    @Test
    void notificationServiceKnowsNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "vn.kyso.signing..", "vn.kyso.document..", "vn.kyso.certificate..", "vn.kyso.gateway..")
                .check(SERVICE);
    }

    @Test
    void onlyPushHoldsKeysAndTheyAreItsOwn() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..push..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.PrivateKey")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.Signature")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .because("the inbox neither signs nor verifies")
                .check(SERVICE);
    }

    @Test
    void devicesKnowNothingOfPushesAndPushesNothingOfTheInbox() {
        noClasses()
                .that()
                .resideInAPackage("..device..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..notification.push..", "..notification.inbox..")
                .check(SERVICE);
        noClasses()
                .that()
                .resideInAPackage("..push..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..notification.inbox..")
                .check(SERVICE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("vn.kyso.notification.(*)..")
                .should()
                .beFreeOfCycles()
                .check(SERVICE);
    }

    @Test
    void addressesThatDevicesNameAreCalledThroughTheEgressPortOnly() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.push\\.(Apns|Fcm|PushConfiguration).*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .because("only addresses that the operator configured are called directly")
                .check(SERVICE);
    }
}
