package org.sonoprobe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ApiArchitectureTest {
  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sonoprobe");

  @Test
  void theNounsDependOnTheJdkAlone() {
    assertThat(API.size()).isGreaterThan(30);
    noClasses()
        .that()
        .resideInAPackage("org.sonoprobe.api..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("org.sonoprobe.api..", "java..", "org.jspecify..")
        .check(API);
  }

  @Test
  void componentsDependOnTheNounsAndTheJdkAlone() {
    noClasses()
        .that()
        .resideInAPackage("org.sonoprobe.component..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "org.sonoprobe.api..", "org.sonoprobe.component..", "java..", "org.jspecify..")
        .check(API);
  }
}
