package dev.holdfast.server;

import dev.holdfast.cli.Cli;
import dev.holdfast.cli.Surroundings;
import dev.holdfast.cli.show.Palette;
import dev.holdfast.cli.show.Screen;
import dev.holdfast.server.log.Logs;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Where the jar begins: everything is a command of the command line, the server too.
public final class Main {
  private Main() {}

  public static void main(String[] words) {
    // Before anything can log: only a server has something to say by itself.
    Logs.style(List.of(words).contains("up") ? style(words) : "quiet");
    var environment = System.getenv();
    var screen = new Screen(writer(System.out), writer(System.err), Palette.fitting(environment));
    var surroundings = new Surroundings(Path.of("").toAbsolutePath(), environment, screen);
    System.exit(Cli.run(words, surroundings, new Machine(screen, environment)));
  }

  private static String style(String[] words) {
    return List.of(words).contains("--dev") ? "pretty" : "json";
  }

  /// UTF-8 whatever the locale says: marks and names would turn into question marks.
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
