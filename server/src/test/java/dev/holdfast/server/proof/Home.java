package dev.holdfast.server.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;

/// A workspace folder of the proof, under the module's build folder so that it can be looked at
/// afterwards.
record Home(Path folder) {
  /// The secret that webhooks are signed with; servers get it by their environment.
  static final String SECRET = "whsec_cHJvb2YtcHJvb2YtcHJvb2YtcHJvb2YtMDEyMzQ1Njc=";

  private static final Path ALL = Path.of("target", "proof").toAbsolutePath();

  // Below the range that the kernel hands out to clients: a port stays ours while a server is down.
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 10_000;
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 37 % PORTS));

  /// An empty folder of this name.
  static Home fresh(String name) {
    var folder = ALL.resolve(name);
    try {
      remove(folder);
      Files.createDirectories(folder);
      return new Home(folder);
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  Home holding(String yaml) {
    return holding("holdfast.yaml", yaml);
  }

  Home holding(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
      return this;
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  /// A program of this workspace.
  Home running(String file, String script) {
    holding(file, script);
    if (!folder.resolve(file).toFile().setExecutable(true)) {
      throw new IllegalStateException(file + " cannot be made executable");
    }
    return this;
  }

  Path data() {
    return folder.resolve("data");
  }

  String read(String file) {
    try {
      var path = folder.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static int freePort() {
    while (true) {
      int port = FIRST_PORT + Math.floorMod(NEXT.getAndIncrement(), PORTS);
      try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException _) {
        // Taken: the next one is tried.
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder, new FileVisitOption[0])) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
