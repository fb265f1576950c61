package org.sonoprobe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sonoprobe");

  @Test
  void allOfCoreIsSeen() {
    assertThat(CORE.size()).isGreaterThan(80);
  }

  @Test
  void jacksonIsSeenWhereTextIsReadAndWrittenAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.sonoprobe.config..",
            "org.sonoprobe.store..",
            "org.sonoprobe.report..",
            "org.sonoprobe.assets..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CORE);
  }

  @Test
  void transformsAreSeenByDspAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sonoprobe.dsp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jtransforms..")
        .check(CORE);
  }

  @Test
  void audioAndFilesDoNotKnowTheEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.sonoprobe.api..",
            "org.sonoprobe.component..",
            "org.sonoprobe.audio..",
            "org.sonoprobe.dsp..",
            "org.sonoprobe.files..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.sonoprobe.experiment..",
            "org.sonoprobe.run..",
            "org.sonoprobe.store..",
            "org.sonoprobe.config..",
            "org.sonoprobe.report..")
        .check(CORE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.sonoprobe.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void nothingPrints() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CORE);
  }
}
