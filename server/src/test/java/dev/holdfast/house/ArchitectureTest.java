package dev.holdfast.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who may know whom. The table is the one in ARCHITECTURE.md.
final class ArchitectureTest {
  private static final String HOUSE = "dev.holdfast.";
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("core", Set.of()),
          Map.entry("ledger", Set.of("core")),
          Map.entry("store", Set.of("core", "ledger")),
          Map.entry("control", Set.of("core", "ledger")),
          Map.entry("execution", Set.of("core", "ledger")),
          Map.entry("gateway", Set.of("core", "ledger", "control")),
          Map.entry("bench", Set.of("core", "ledger", "store", "control", "execution", "gateway")),
          Map.entry("rehearsal", Set.of("core", "ledger", "store", "control", "execution")),
          Map.entry("console", Set.of("gateway")),
          Map.entry("cli", Set.of()),
          Map.entry(
              "server",
              Set.of(
                  "core",
                  "ledger",
                  "store",
                  "control",
                  "execution",
                  "gateway",
                  "bench",
                  "console",
                  "cli")));
  // These two read every chapter: one parses its policies, the other walks through all of them.
  private static final Set<String> READS_EVERY_CHAPTER = Set.of("config", "path");
  // Languages that any chapter may use, and that know none: how times are written, and how tokens
  // and money are counted.
  private static final Set<String> LANGUAGES = Set.of("schedule", "spend");

  private static final JavaClasses HOLDFAST =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.holdfast");

  @TestFactory
  Stream<DynamicTest> a_module_uses_only_what_the_table_allows() {
    return MAY_USE.keySet().stream()
        .sorted()
        .map(module -> dynamicTest(module, () -> usesOnly(module, MAY_USE.get(module))));
  }

  private static void usesOnly(String module, Set<String> allowed) {
    var others =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(module) && !allowed.contains(other))
            .map(ArchitectureTest::packagesOf)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(packagesOf(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(true)
        .check(HOLDFAST);
  }

  @Test
  void the_table_names_every_module() {
    var modules = new HouseRules(Path.of("..")).modules();
    assertThat(modules)
        .extracting(module -> module.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @Test
  void every_module_is_seen() {
    // A rule about classes that were never read is a rule that always holds.
    for (var module : new HouseRules(Path.of("..")).modules()) {
      var name = module.getFileName().toString();
      if (Files.exists(module.resolve("src/main/java"))) {
        assertThat(HOLDFAST.that(resideInAnyPackage(packagesOf(name)))).as(name).isNotEmpty();
      }
    }
  }

  @Test
  void control_and_execution_never_meet() {
    slices()
        .assignedFrom(new Planes())
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(HOLDFAST);
  }

  @Test
  void core_knows_nothing_but_the_language() {
    noClasses()
        .that()
        .resideInAPackage("dev.holdfast.core..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "dev.holdfast.core..", "java.lang..", "java.util..", "java.time..", "org.jspecify..")
        .check(HOLDFAST);
  }

  @Test
  void core_never_asks_for_the_time_or_for_chance() {
    noClasses()
        .that()
        .resideInAPackage("dev.holdfast.core..")
        .should()
        .accessTargetWhere(asksForTimeOrChance())
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, java.util.Random.class, java.util.SplittableRandom.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.random..")
        .check(HOLDFAST);
  }

  @Test
  void chapters_of_core_do_not_know_each_other() {
    slices()
        .assignedFrom(new Chapters())
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(HOLDFAST);
  }

  @Test
  void languages_of_core_know_no_chapter() {
    for (var language : LANGUAGES) {
      noClasses()
          .that()
          .resideInAPackage(HOUSE + "core." + language + "..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(HOUSE + "core.*..")
                  .and(not(resideInAPackage(HOUSE + "core." + language + ".."))))
          .check(HOLDFAST);
    }
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(HOLDFAST);
  }

  private static String packagesOf(String module) {
    return HOUSE + module + "..";
  }

  private static DescribedPredicate<JavaAccess<?>> asksForTimeOrChance() {
    var forbidden =
        Set.of("currentTimeMillis", "nanoTime", "random", "randomUUID", "getenv", "getProperty");
    return DescribedPredicate.describe(
        "ask for the time, for chance or for the environment",
        access -> {
          var owner = access.getTargetOwner().getPackageName();
          return forbidden.contains(access.getName()) && owner.startsWith("java.")
              || access.getName().equals("now") && owner.startsWith("java.time");
        });
  }

  /// The second word below `root` in a package's name; nothing for other packages.
  private static String wordBelow(String root, JavaClass type) {
    var name = type.getPackageName();
    return name.startsWith(root) ? name.substring(root.length()).split("\\.", 2)[0] : "";
  }

  private static final class Planes implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      var module = wordBelow(HOUSE, type);
      return Set.of("control", "execution").contains(module)
          ? SliceIdentifier.of(module)
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "control and execution";
    }
  }

  private static final class Chapters implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      var chapter = wordBelow(HOUSE + "core.", type);
      return chapter.isEmpty()
              || READS_EVERY_CHAPTER.contains(chapter)
              || LANGUAGES.contains(chapter)
          ? SliceIdentifier.ignore()
          : SliceIdentifier.of(chapter);
    }

    @Override
    public String getDescription() {
      return "chapters of core";
    }
  }
}
