package dev.holdfast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A real server in a process of its own, on a workspace of the bench's: the same jar, the same
/// Java.
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int CONNECT_MILLIS = 1_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int OK = 200;
  private final Process process;
  private final Path folder;
  private final URI address;
  private final long began = System.nanoTime();

  private ServerProcess(Process process, Path folder, URI address) {
    this.process = process;
    this.folder = folder;
    this.address = address;
  }

  /// A workspace that this bench can ask things of.
  static Path workspace(Settings settings) {
    return workspace(text(settings.store()));
  }

  static Path workspace(String text) {
    var folder = Folders.fresh();
    try {
      Files.writeString(folder.resolve("holdfast.yaml"), text);
      return folder;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String text(String store) {
    return """
    holdfast: 1
    workspace: bench
    server:
      store: %s
    lanes:
      routine: {concurrency: 10000, queue: 1000000, priority: 2, timeout: 10m}
    channels:
      support:
        kind: file
        path: support.jsonl
        responder: answer
        accepts: [reply]
    agents:
      worker: {kind: worker, lane: routine}
    contracts:
      answer:
        objective: Answer the question
        agent: worker
        output:
          schema:
            type: object
            required: [text, score]
            properties: {text: {type: string}, score: {type: integer}}
            additionalProperties: false
        budget: {time: 5m, attempts: 3}
        checks:
          - {name: has words, that: "output.text != ''"}
    """
        .formatted(store);
  }

  static ServerProcess start(Path folder) {
    try {
      int port = freePort();
      var process =
          new ProcessBuilder(command(folder, port))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("server.log").toFile())
              .start();
      return new ServerProcess(process, folder, URI.create("http://127.0.0.1:" + port));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<String> command(Path folder, int port) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.holdfast.server.Main", "up"));
    words.addAll(List.of("--workspace", folder.toString(), "--listen", "127.0.0.1:" + port));
    return words;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  URI address() {
    return address;
  }

  String token() {
    try {
      return Files.readString(folder.resolve("data").resolve("admin.token")).strip();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// Waits for a 200 of `/readyz`; returns the nanoseconds since the process was started.
  long ready() {
    while (!isReady()) {
      if (!process.isAlive() || millis() > PATIENCE.toMillis()) {
        throw new IllegalStateException("the server does not get ready:\n" + log());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return System.nanoTime() - began;
  }

  private long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private boolean isReady() {
    try {
      var connection = connect("/readyz");
      return connection.getResponseCode() == OK;
    } catch (IOException notYet) {
      // Nobody listens before the server is up: that is what is waited for.
      return false;
    }
  }

  private HttpURLConnection connect(String path) throws IOException {
    var connection = (HttpURLConnection) address.resolve(path).toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    return connection;
  }

  String get(String path) {
    try {
      var connection = connect(path);
      connection.setRequestProperty("Authorization", "Bearer " + token());
      try (var body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Memory that the process holds, in megabytes; zero where the system does not say.
  long residentMegabytes() {
    try {
      var status = Path.of("/proc", String.valueOf(process.pid()), "status");
      if (!Files.exists(status)) {
        return 0;
      }
      return Files.readAllLines(status).stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("vmrss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("server.log"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// kill -9.
  void kill() {
    process.destroyForcibly();
    await();
  }

  private boolean await() {
    try {
      return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server stopped", interrupted);
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (!await()) {
      kill();
    }
  }
}
