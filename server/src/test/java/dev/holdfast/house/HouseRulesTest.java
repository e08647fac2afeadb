package dev.holdfast.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HouseRulesTest {
  private static final HouseRules HOLDFAST = new HouseRules(Path.of(".."));

  @TempDir private Path elsewhere;

  @Test
  void sources_keep_the_limits() throws IOException {
    assertThat(HOLDFAST.brokenLimits()).isEmpty();
  }

  @Test
  void every_package_is_null_marked() {
    assertThat(HOLDFAST.packagesWithoutNullMarked()).isEmpty();
  }

  @Test
  void nothing_is_left_for_later() {
    assertThat(HOLDFAST.unfinishedMarks()).isEmpty();
  }

  @Test
  void nothing_sleeps() {
    assertThat(HOLDFAST.sleeps()).isEmpty();
  }

  @Test
  void no_test_is_skipped() {
    assertThat(HOLDFAST.skippedTests()).isEmpty();
  }

  // From here on: each rule is seen to refuse what it is there to refuse.

  @Test
  void a_long_file_is_refused() throws IOException {
    assertRefused("final class Long {\n" + "\n".repeat(299) + "}", "file has 301 lines");
  }

  @Test
  void a_long_method_is_refused() throws IOException {
    assertRefused(
        "final class A {\n  void run() {\n" + "\n".repeat(59) + "  }\n}", "run has 61 lines");
  }

  @Test
  void too_many_parameters_are_refused() throws IOException {
    assertRefused("final class A { void run(" + parameters(6) + ") {} }", "run has 6 parameters");
  }

  @Test
  void too_many_constructor_parameters_are_refused() throws IOException {
    assertRefused("final class A { A(" + parameters(8) + ") {} }", "<init> has 8 parameters");
  }

  @Test
  void too_many_record_components_are_refused() throws IOException {
    assertRefused("record A(" + parameters(13) + ") {}", "record A has 13 components");
  }

  @Test
  void a_record_may_have_twelve_components_and_repeat_them() throws IOException {
    assertAccepted("record A(" + parameters(12) + ") { static final int ONE = 1; A {} }");
  }

  @Test
  void vague_names_are_refused() throws IOException {
    assertRefused("final class ThingManager {}", "ThingManager says nothing");
    assertRefused("abstract class AbstractThing {}", "AbstractThing says nothing");
    assertRefused("interface Thing { record ThingInfo() {} }", "ThingInfo says nothing");
  }

  @Test
  void an_open_class_is_refused() throws IOException {
    assertRefused("class A {}", "class A is neither final");
  }

  @Test
  void a_changing_field_that_others_see_is_refused() throws IOException {
    assertRefused("final class A { int count; }", "field count changes");
  }

  @Test
  void constants_and_private_fields_are_accepted() throws IOException {
    assertAccepted("interface A { int ONE = 1; enum B { C, D } }");
    assertAccepted(
        "final class A { private int count; final int two = 2; int f(int x) { int y = x; return y;"
            + " } }");
  }

  @Test
  void a_package_without_null_marked_is_refused() throws IOException {
    var house = houseWith("src/main/java/a/A.java", "package a; final class A {}");
    assertThat(house.packagesWithoutNullMarked()).hasSize(1);
    houseWith("src/main/java/a/package-info.java", "package a;");
    assertThat(house.packagesWithoutNullMarked()).hasSize(1);
    houseWith("src/main/java/a/package-info.java", "@NullMarked package a;");
    assertThat(house.packagesWithoutNullMarked()).isEmpty();
  }

  @Test
  void unfinished_marks_sleeps_and_skipped_tests_are_refused() throws IOException {
    houseWith("src/test/java/a/ATest.java", "@Dis" + "abled // TO" + "DO\nThread.sl" + "eep(1);");
    var house = houseWith("src/main/resources/a.sql", "-- FIX" + "ME");
    Files.writeString(elsewhere.resolve("README.md"), "XX" + "X");
    assertThat(house.unfinishedMarks()).hasSize(3);
    assertThat(house.sleeps()).hasSize(1);
    assertThat(house.skippedTests()).hasSize(1);
  }

  private void assertRefused(String source, String why) throws IOException {
    var house = houseWith("src/main/java/a/A.java", source);
    assertThat(house.brokenLimits()).singleElement().asString().contains(why);
  }

  private void assertAccepted(String source) throws IOException {
    assertThat(houseWith("src/main/java/a/A.java", source).brokenLimits()).isEmpty();
  }

  private HouseRules houseWith(String file, String content) throws IOException {
    var path = elsewhere.resolve("module").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(elsewhere.resolve("module/pom.xml"), "<project/>");
    Files.writeString(path, content);
    return new HouseRules(elsewhere);
  }

  private static String parameters(int count) {
    return IntStream.range(0, count).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
  }
}
