package dev.holdfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The console as a browser gets it, from a real gateway.
final class ConsoleTest {
  private static Gatehouse house;

  @BeforeAll
  static void open() {
    house = new Gatehouse();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void every_file_has_its_type_and_forbids_the_browser_everything_but_itself() throws Exception {
    for (var name : StaticFile.NAMES) {
      var response = house.get(name.equals("index.html") ? "/console/" : "/console/" + name);
      assertThat(response.statusCode()).as(name).isEqualTo(200);
      assertThat(header(response, "Content-Type")).as(name).isEqualTo(type(name));
      assertThat(header(response, "Content-Security-Policy"))
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
          .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
          .doesNotContain("unsafe", "http:", "https:", "*");
      assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".html" -> "text/html; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".js" -> "text/javascript; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> "a type that nobody thought of";
    };
  }

  @Test
  void a_file_that_the_browser_has_already_is_not_sent_again() throws Exception {
    var first = house.get("/console/console.js");
    var again = house.get("/console/console.js", "If-None-Match", header(first, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(header(first, "ETag"));
    var other = house.get("/console/console.js", "If-None-Match", "\"another\"");
    assertThat(other.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console"})
  void a_person_who_types_only_the_address_gets_there(String path) throws Exception {
    var response = house.get(path);
    assertThat(response.statusCode()).isEqualTo(308);
    assertThat(header(response, "Location")).isEqualTo("/console/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/nothing.js", "/console/index.html", "/console/a/console.js"})
  void what_is_not_a_file_of_the_page_is_not_there(String path) throws Exception {
    var response = house.get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/../Console.class",
        "/console/Console.class",
        "/console/%2e%2e/Console.class",
        "/console/..%2fConsole.class",
        "/console/..%5c..%5cetc/passwd",
        "/console//etc/passwd",
        "/console/console.js%00.css",
        "/console/console.js/",
        "/console/package-info.class"
      })
  void no_path_leads_out_of_the_page(String path) throws IOException {
    assertThat(house.raw(path)).matches("HTTP/1\\.1 40[04] .*");
  }

  @Test
  void the_files_are_no_part_of_the_api() throws Exception {
    assertThat(house.get("/openapi.json").body()).contains("/v1/runs").doesNotContain("/console");
  }
}
