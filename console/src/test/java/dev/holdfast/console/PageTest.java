package dev.holdfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What the page's own files may hold.
final class PageTest {
  private static final Path FILES = Path.of("src/main/resources/dev/holdfast/console");
  private static final Pattern CALL =
      Pattern.compile("(?<![.\\w])(get|post|follow)\\(\\s*([`'\"])(.*?)\\2");
  private static final Pattern API_PATH = Pattern.compile("/(?:v1|readyz|healthz)\\b");
  private static final Pattern MARKUP_FROM_TEXT =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|setHTML|srcdoc|DOMParser"
              + "|createContextualFragment|\\beval\\b|new Function|javascript:");
  private static final Pattern KEPT_FOR_LONG =
      Pattern.compile("localStorage|document\\.cookie|indexedDB");
  private static final Pattern IMPORT = Pattern.compile("from '\\./([\\w.]+)'");
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");
  private static final int LINES_MAX = 300;

  @Test
  void everything_that_the_script_asks_for_is_in_the_api() throws Exception {
    var asked = new TreeSet<String>();
    scripts().forEach(script -> results(CALL, script).map(PageTest::operation).forEach(asked::add));
    assertThat(asked).hasSizeGreaterThan(15);
    try (var house = new Gatehouse()) {
      assertThat(described(house.get("/openapi.json").body())).containsAll(asked);
    }
  }

  /// `follow` reads too; a place is written `{}` on both sides.
  private static String operation(MatchResult call) {
    var method = call.group(1).equals("post") ? "post" : "get";
    var path = call.group(3).split("\\?", 2)[0];
    return method + " " + path.replaceAll("\\$\\{[^}]*}", "{}");
  }

  private static Collection<String> described(String openapi) {
    var operations = new TreeSet<String>();
    for (var path : new JsonMapper().readTree(openapi).at("/paths").properties()) {
      var template = path.getKey().replaceAll("\\{\\w+}", "{}");
      path.getValue().propertyNames().forEach(method -> operations.add(method + " " + template));
    }
    return operations;
  }

  @Test
  void no_path_of_the_api_is_asked_for_in_another_way() {
    assertThat(scripts().map(script -> CALL.matcher(script).replaceAll("")))
        .noneMatch(rest -> API_PATH.matcher(rest).find());
  }

  @Test
  void text_never_becomes_markup_or_code() {
    assertThat(scripts()).noneMatch(script -> MARKUP_FROM_TEXT.matcher(script).find());
  }

  @Test
  void the_token_is_kept_nowhere_but_in_the_tab() {
    assertThat(scripts()).noneMatch(script -> KEPT_FOR_LONG.matcher(script).find());
    assertThat(read("api.js")).contains("sessionStorage");
  }

  @Test
  void no_file_names_another_host() {
    for (var name : StaticFile.NAMES) {
      var text = read(name).replace("http://www.w3.org/2000/svg", "");
      assertThat(text).as(name).doesNotContain("http://", "https://", "url(", "@import");
    }
  }

  @Test
  void the_page_holds_no_script_style_or_handler_of_its_own() {
    assertThat(read("index.html"))
        .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
        .doesNotContain("<style", "style=")
        .doesNotContainPattern("\\son\\w+=");
  }

  @Test
  void every_file_is_served_and_every_served_file_is_used() throws IOException {
    try (var files = Files.list(FILES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(StaticFile.NAMES);
    }
    var used = new TreeSet<String>();
    used.add("index.html");
    results(REFERENCE, read("index.html")).forEach(match -> used.add(match.group(1)));
    scripts().forEach(script -> results(IMPORT, script).forEach(match -> used.add(match.group(1))));
    assertThat(used).containsExactlyInAnyOrderElementsOf(StaticFile.NAMES);
  }

  @Test
  void files_stay_small() {
    assertThat(StaticFile.NAMES).allMatch(name -> read(name).lines().count() <= LINES_MAX);
  }

  private static Stream<String> scripts() {
    return StaticFile.NAMES.stream().filter(name -> name.endsWith(".js")).map(PageTest::read);
  }

  private static Stream<MatchResult> results(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static String read(String name) {
    try {
      return Files.readString(FILES.resolve(name));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
