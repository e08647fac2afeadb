package dev.holdfast.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server process from the jar, on a workspace. Ends with the test.
final class RunningServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path workspace;
  private final Path errors;

  private RunningServer(Process process, Path workspace, Path errors) {
    this.process = process;
    this.workspace = workspace;
    this.errors = errors;
  }

  /// Starts one and does not wait; `options` go to the virtual machine.
  static RunningServer launch(Path workspace, String... options) throws IOException {
    var errors = Files.createTempFile(workspace, "stderr", ".log");
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx256m"));
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.addAll(List.of(options));
    words.addAll(List.of("-jar", System.getProperty("holdfast.jar", "")));
    words.addAll(List.of("up", "-w", workspace.toString(), "--listen", "127.0.0.1:0"));
    var process =
        new ProcessBuilder(words)
            .redirectError(errors.toFile())
            .redirectOutput(workspace.resolve("stdout.log").toFile())
            .start();
    return new RunningServer(process, workspace, errors);
  }

  /// Starts one and returns when it says where it listens.
  static RunningServer start(Path workspace, String... options)
      throws IOException, InterruptedException {
    var server = launch(workspace, options);
    server.awaitLine("server.started");
    return server;
  }

  /// Returns when standard error holds this text.
  void awaitLine(String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!errors().contains(text)) {
      boolean ended = process.waitFor(20, TimeUnit.MILLISECONDS);
      if (ended && !errors().contains(text) || System.nanoTime() > end) {
        kill();
        throw new AssertionError("no '" + text + "' in:\n" + errors() + output());
      }
    }
  }

  URI url() {
    return new RunFile(workspace.resolve("data")).running().orElseThrow().url();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  String output() throws IOException {
    return Files.readString(workspace.resolve("stdout.log"));
  }

  Path workspace() {
    return workspace;
  }

  /// SIGTERM; returns at the end of the process.
  int stop() throws InterruptedException {
    process.destroy();
    return ended();
  }

  /// Waits for the process's own end.
  int ended() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the server did not end");
    }
    return process.exitValue();
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    // Its data folder is the test's: it must be gone before the folder is.
    process.onExit().join();
  }
}
