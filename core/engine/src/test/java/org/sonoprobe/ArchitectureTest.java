package org.sonoprobe;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sonoprobe.component.Internal;

class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sonoprobe");

  @Test
  void allOfCoreIsSeen() {
    assertThat(CORE.size()).isGreaterThan(250);
  }

  @Test
  void jacksonIsSeenWhereTextIsReadAndWrittenAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.sonoprobe.config..", "org.sonoprobe.json..", "org.sonoprobe.assets..")
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

  /** The packages of which the first sentence after "Depends on" says what they may see. */
  static Stream<Path> packages() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String module : List.of("../api", "../audio", ".")) {
      try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
        files
            .filter(file -> file.endsWith("package-info.java"))
            .filter(file -> !file.getParent().endsWith("internal"))
            .forEach(all::add);
      }
    }
    assertThat(all).hasSizeGreaterThan(13);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageDependsOnWhatItSays(Path info) throws IOException {
    String text = Files.readString(info).replaceAll("\\s+\\*?\\s*", " ");
    String name = String.valueOf(info.getParent().getFileName());
    Matcher stated = Pattern.compile("Depends on ([^.]*)\\.").matcher(text);
    assertThat(stated.find()).as("what %s depends on", name).isTrue();
    Set<String> allowed = new TreeSet<>(Set.of(name));
    Matcher names = Pattern.compile("\\{@code (\\w+)}").matcher(stated.group(1));
    while (names.find()) {
      allowed.add(names.group(1));
    }
    Set<String> used = new TreeSet<>();
    for (JavaClass each : CORE) {
      if (slice(each).equals(name)) {
        each.getDirectDependenciesFromSelf().stream()
            .map(dependency -> slice(dependency.getTargetClass().getBaseComponentType()))
            .filter(slice -> !slice.isEmpty())
            .forEach(used::add);
      }
    }
    assertThat(used).as("seen by %s", name).isNotEmpty().isSubsetOf(allowed);
    used.add(name);
    assertThat(allowed).as("stated by %s", name).isSubsetOf(used);
  }

  /** The last word of a package of ours, such as {@code plan}; empty for what is not ours. */
  private static String slice(JavaClass each) {
    Matcher slice =
        Pattern.compile("org\\.sonoprobe\\.(?:\\w+\\.)*?(\\w+)(?:\\.internal)?")
            .matcher(each.getPackageName());
    return slice.matches() ? slice.group(1) : "";
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass each) {
                String slice = slice(each);
                return slice.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(slice);
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CORE);
  }

  @Test
  void aPackageHasAsManyRoomsAsOneCanKeepInMind() {
    Map<String, Integer> sizes = new TreeMap<>();
    for (JavaClass each : CORE) {
      if (each.isTopLevelClass() && each.getPackageName().startsWith("org.sonoprobe.run")) {
        sizes.merge(each.getPackageName(), 1, Integer::sum);
      }
    }
    assertThat(sizes).hasSizeGreaterThan(4);
    assertThat(sizes).allSatisfy((name, size) -> assertThat(size).as(name).isLessThan(23));
  }

  /** Types of the engine that users may rely on, in the order of their names. */
  private static List<JavaClass> forUsers() {
    return CORE.stream()
        .filter(each -> each.isTopLevelClass() && each.getModifiers().contains(PUBLIC))
        .filter(each -> !each.isAnnotatedWith(Internal.class))
        .filter(each -> each.getSource().filter(ArchitectureTest::isOfTheEngine).isPresent())
        .sorted(Comparator.comparing(JavaClass::getName))
        .toList();
  }

  private static boolean isOfTheEngine(Source source) {
    return source.getUri().toString().contains("/core/engine/target/classes/");
  }

  @Test
  void whatUsersMayRelyOnIsAList() throws IOException {
    List<String> listed = Files.readAllLines(Path.of("src/test/resources/types-for-users.txt"));

    assertThat(forUsers().stream().map(JavaClass::getName))
        .as("public types without @Internal; a new one is added to the list on purpose")
        .containsExactlyElementsOf(listed);
  }

  @Test
  void whatUsersMayRelyOnNeedsNothingElse() {
    List<String> leaks = new ArrayList<>();
    for (JavaClass each : forUsers()) {
      for (JavaMethod method : each.getMethods()) {
        boolean isForUsers =
            method.getModifiers().contains(PUBLIC) && !method.isAnnotatedWith(Internal.class);
        List<JavaClass> types = new ArrayList<>(method.getRawParameterTypes());
        types.add(method.getRawReturnType());
        for (JavaClass type : types) {
          if (isForUsers && type.getBaseComponentType().isAnnotatedWith(Internal.class)) {
            leaks.add(method.getFullName() + " needs " + type.getSimpleName());
          }
        }
      }
    }
    assertThat(leaks).isEmpty();
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
