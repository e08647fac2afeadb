package dev.holdfast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Folders for one bench.
final class Folders {
  private Folders() {}

  static Path fresh() {
    try {
      return Files.createTempDirectory("holdfast-bench-");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  static void remove(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }
}
