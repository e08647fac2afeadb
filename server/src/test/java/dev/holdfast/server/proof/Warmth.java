package dev.holdfast.server.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the JVM has learnt in one start, kept for the hundreds that follow (an AOT cache, JEP 483):
/// the same program, ready in a third of the time.
final class Warmth {
  private static final Path CACHE = Path.of("target", "proof", "holdfast.aot").toAbsolutePath();

  private Warmth() {}

  /// The cache for this jar; made at the first call.
  static synchronized Path cache() {
    try {
      if (!isFresh()) {
        learn();
      }
      return CACHE;
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  private static boolean isFresh() throws IOException {
    return Files.exists(CACHE)
        && Files.getLastModifiedTime(CACHE).compareTo(Files.getLastModifiedTime(Program.jar())) > 0;
  }

  private static void learn() throws IOException {
    var home =
        Home.fresh("warmth")
            .holding(
                """
                holdfast: 1
                workspace: warmth
                channels:
                  desk: {kind: console, responder: echo}
                models: {providers: {practice: {kind: practice}}}
                agents: {echo: {kind: model, model: practice/echo}}
                """);
    Files.deleteIfExists(CACHE);
    try (var node = Node.cold(home, Home.freePort(), "-XX:AOTCacheOutput=" + CACHE)) {
      node.awaitReady().stop();
    }
  }
}
