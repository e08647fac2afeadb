package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/// One server process.
final class Node implements AutoCloseable {
  static final Duration READY = Duration.ofSeconds(30);
  private static final Duration END = Duration.ofSeconds(60);
  private static final int TERMINATED = 128 + 15;
  private static final int LINES_KEPT = 60;

  private final Home home;
  private final int port;
  private final Process process;
  private final Thread reader;
  private final ConcurrentLinkedDeque<String> lines = new ConcurrentLinkedDeque<>();
  private volatile boolean paused;

  private Node(Home home, int port, Process process) {
    this.home = home;
    this.port = port;
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /// Starts a server on a workspace; it is not ready yet.
  ///
  /// @param port where it listens, whatever the workspace says
  static Node start(Home home, int port, String... jvm) {
    var options = new ArrayList<>(List.of(jvm));
    options.add("-XX:AOTCache=" + Warmth.cache());
    return launch(home, port, options);
  }

  /// The same with nothing learnt before.
  static Node cold(Home home, int port, String... jvm) {
    return launch(home, port, List.of(jvm));
  }

  /// The same, and waits until it is ready.
  static Node ready(Home home, int port, String... jvm) {
    return start(home, port, jvm).awaitReady();
  }

  private static Node launch(Home home, int port, List<String> jvm) {
    var command = new ArrayList<>(Program.java(jvm));
    command.addAll(
        List.of("up", "--workspace", home.folder().toString(), "--listen", "127.0.0.1:" + port));
    try {
      return new Node(home, port, Program.process(home.folder(), command).start());
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  private void read() {
    var log = home.folder().resolve("server-" + port + ".log");
    try (var in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var out =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line + "\n");
        out.flush();
        lines.add(line);
        if (lines.size() > LINES_KEPT) {
          lines.poll();
        }
        if (line.startsWith("paused at ")) {
          paused = true;
        }
      }
    } catch (IOException _) {
      lines.add("(its output ended with its life)");
    }
  }

  Node awaitReady() {
    try (var api = new Api(port, "")) {
      Await.until(
          READY,
          () -> {
            assertThat(process.isAlive()).as(this::tail).isTrue();
            return api.status("/readyz") == 200;
          },
          this::tail);
    }
    return this;
  }

  /// A caller with the admin's token.
  Api api() {
    // The first start makes it after it has begun to listen.
    Await.until(READY, this::knowsItsToken, this::tail);
    return new Api(port, token());
  }

  private boolean knowsItsToken() {
    try (var api = new Api(port, token())) {
      return api.status("/v1/requests") == 200;
    }
  }

  private String token() {
    return home.read("data/admin.token").strip();
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Whether it has come to the moment at which it was told to stop for good.
  boolean isPaused() {
    return paused;
  }

  /// SIGKILL.
  void kill() {
    process.toHandle().destroyForcibly();
    join();
  }

  /// SIGTERM; the exit is its own or the signal's usual one.
  void stop() {
    // The handle, because the process itself would close its output before its last words.
    process.toHandle().destroy();
    assertThat(join()).as(this::tail).isIn(0, TERMINATED);
  }

  /// SIGSTOP: it stands still and knows nothing of it.
  void freeze() {
    signal("-STOP");
  }

  void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      int code = new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
      assertThat(code).isZero();
    } catch (IOException notRun) {
      throw new UncheckedIOException(notRun);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /// Waits for its end, however it ends.
  int join() {
    try {
      assertThat(process.waitFor(END.toSeconds(), TimeUnit.SECONDS)).as(this::tail).isTrue();
      reader.join();
      return process.exitValue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /// The last lines of its output.
  String tail() {
    return "server on port " + port + ":\n" + String.join("\n", lines);
  }

  /// Whether its log has these words anywhere.
  boolean said(String words) {
    return home.read("server-" + port + ".log").contains(words);
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
    join();
  }
}
