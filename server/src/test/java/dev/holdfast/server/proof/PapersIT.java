package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the papers tell a user to type is typed, command by command, and works.
final class PapersIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

  /// Waits for a server that was started in the background, and makes sure that none is left.
  private static final String FRAME =
      """
      set -eu
      serve() {
        "$@" >up.log 2>&1 &
        for _ in $(seq 300); do [ -s data/holdfast.pid ] && break; sleep 0.1; done
        [ -s data/holdfast.pid ] || { cat up.log; exit 1; }
      }
      tidy() {
        for file in $(find "$TOP" -name holdfast.pid); do kill "$(head -n 1 "$file")" || true; done
      }
      trap tidy EXIT
      """;

  @Test
  void the_readme_does_what_it_says() {
    var output = follow("README.md");
    assertThat(output).contains("The site answered 200");
  }

  private static String follow(String paper) {
    try (var site = Sink.open()) {
      var home = Home.fresh("paper-" + Path.of(paper).getFileName());
      for (var name : List.of("holdfast", "examples", "docs", "build")) {
        Files.createSymbolicLink(home.folder().resolve(name), ROOT.resolve(name));
      }
      var script = new StringBuilder(FRAME);
      var blocks = BLOCK.matcher(Files.readString(ROOT.resolve(paper)));
      while (blocks.find()) {
        blocks
            .group(1)
            .lines()
            .map(PapersIT::typed)
            .forEach(line -> script.append(line).append('\n'));
      }
      // A site of the user's own stands in for the one on the Internet.
      home.holding("typed.sh", script.toString().replace("https://example.com", site.url()));
      return run(home);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// A server in the foreground would never end; this test is part of the check.
  private static String typed(String line) {
    var command = line.replaceFirst("\\s+#.*", "").strip();
    if (command.endsWith("/check")) {
      return "";
    }
    if (command.startsWith("holdfast ")) {
      return typed("\"$TOP/holdfast\"" + command.substring("holdfast".length()));
    }
    return command.matches("\\S*holdfast\\S* up\\b.*") ? "serve " + command : line;
  }

  private static String run(Home home) {
    var builder = new ProcessBuilder("sh", home.folder().resolve("typed.sh").toString());
    builder.directory(home.folder().toFile());
    builder.environment().put("TOP", home.folder().toString());
    builder.environment().put("HOLDFAST_JAR", Program.jar().toString());
    builder.environment().put("HOLDFAST_JAVA", System.getProperty("java.home"));
    builder.environment().put("SUPPORT_SECRET", Home.SECRET);
    var ran = Program.run(builder);
    assertThat(ran.code()).as(ran.output()).isZero();
    return ran.output();
  }
}
