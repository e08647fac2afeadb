package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.expressions.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the pages show is what is built.
final class PagesTest {
  private static final CelExpressions EXPRESSIONS = new CelExpressions();
  private static final Path PAGES = Path.of("../docs");

  @TempDir private Path folder;

  @Test
  void the_page_s_example_is_read_without_a_warning() throws IOException {
    var page = Files.readString(PAGES.resolve("workspace.md"));
    Files.writeString(folder.resolve("concierge.md"), "Be kind.");
    var script = Files.writeString(folder.resolve("check-site.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(new WorkspaceFile(EXPRESSIONS).read(block(page, "yaml"), folder))
        .isInstanceOfSatisfying(
            WorkspaceReading.Read.class, read -> assertThat(read.warnings()).isEmpty());
  }

  @Test
  void the_page_names_every_key() throws IOException {
    var page = Files.readString(PAGES.resolve("workspace.md"));
    var unnamed = new ArrayList<String>();
    for (var shape : Shape.OF_THE_FILE) {
      Stream.concat(shape.keys().stream(), shape.notYet().stream())
          .filter(key -> !page.contains("`" + key) && !page.contains("." + key + "`"))
          .filter(key -> !page.contains("\n" + key + ": ") && !page.contains("{" + key + ":"))
          .forEach(key -> unnamed.add(shape.name() + "." + key));
    }
    assertThat(unnamed).isEmpty();
  }

  @Test
  void the_page_s_expressions_compile_where_they_stand() throws IOException {
    var page = Files.readString(PAGES.resolve("expressions.md"));
    for (var environment : Environment.values()) {
      var examples = block(page, "cel " + environment.name().toLowerCase(Locale.ROOT)).lines();
      assertThat(examples)
          .isNotEmpty()
          .allSatisfy(line -> assertThat(EXPRESSIONS.check(line, environment)).isEmpty());
    }
  }

  private static String block(String page, String language) {
    var matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).as(language).isTrue();
    return matcher.group(1);
  }
}
