package dev.holdfast.cli;

import dev.holdfast.cli.show.Palette;
import dev.holdfast.cli.show.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Somebody at a terminal in a folder, in front of a server that says what a test wants.
final class Terminal implements AutoCloseable {
  final ScriptedServer server;
  final EmptyMachine machine;
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  private final Path folder;

  Terminal(Path folder) throws IOException {
    this.folder = folder;
    this.server = new ScriptedServer();
    this.machine = new EmptyMachine(server.url());
  }

  /// Types words as they are, and gives the exit code.
  int type(String... words) {
    var screen = new Screen(new PrintWriter(out, true), new PrintWriter(err, true), Palette.PLAIN);
    return Cli.run(words, new Surroundings(folder, Map.of(), screen), machine);
  }

  /// Types words with the server's address and a token.
  int ask(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", server.url(), "--token", "hf_x"));
    return type(all.toArray(String[]::new));
  }

  @Override
  public void close() {
    server.close();
  }
}
