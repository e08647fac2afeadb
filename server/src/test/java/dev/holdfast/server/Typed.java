package dev.holdfast.server;

import dev.holdfast.cli.Cli;
import dev.holdfast.cli.Surroundings;
import dev.holdfast.cli.show.Palette;
import dev.holdfast.cli.show.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/// What a command line, typed in a folder, answered.
record Typed(int exit, String out, String err) {
  static Typed in(Path folder, String... words) {
    var out = new StringWriter();
    var err = new StringWriter();
    var screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), Palette.PLAIN);
    int exit =
        Cli.run(
            words,
            new Surroundings(folder, Map.of(), screen),
            new Machine(screen, System.getenv()));
    return new Typed(exit, out.toString(), err.toString());
  }
}
