package vn.kyso.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;

final class MessagingKnowsNoEventTest {
    private static final JavaClasses MESSAGING = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("vn.kyso.messaging");

    @Test
    void messagingKnowsNoEvent() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("vn.kyso.contracts.event..")
                .check(MESSAGING);
    }

    @Test
    void messagingKnowsNoOtherModuleThanContracts() {
        noClasses()
                .should()
                .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage("vn.kyso..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                                        "vn.kyso.messaging..", "vn.kyso.contracts.."))))
                .check(MESSAGING);
    }

    @Test
    void messagingServesNoHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..")
                .check(MESSAGING);
    }

    @Test
    void onlyWhatServicesUseIsPublic() {
        List<String> used = List.of(
                "CatchUp",
                "DeadLetter",
                "DeadLetters",
                "EventListener",
                "MessagingAutoConfiguration",
                "NewWork",
                "Outbox",
                "ParkedEvents",
                "UnprocessableEventException",
                "WorkItem",
                "WorkQueue",
                "Worker");
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .haveNameMatching("vn\\.kyso\\.messaging\\.(" + String.join("|", used) + "|package-info)")
                .check(MESSAGING);
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .bePublic()
                .check(MESSAGING);
    }
}
