package vn.kyso.approval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Evidence is verified offline, years later, by a library alone: no Spring, no service, nobody asked.
@AnalyzeClasses(packages = "vn.kyso.approval", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule dependsOnVeryLittle = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "vn.kyso.approval..",
                    "java..",
                    "javax.crypto..",
                    "tools.jackson..",
                    "com.fasterxml.jackson.annotation..",
                    "com.webauthn4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule asksNobody = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.sql..", "javax.sql..");
}
