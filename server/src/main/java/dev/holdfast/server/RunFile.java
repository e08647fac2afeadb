package dev.holdfast.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/// `<data>/holdfast.pid`: which process serves a workspace, and where. Three lines: process id,
/// URL, the process's start time, by which a reused process id is told from the server.
final class RunFile {
  private static final String NAME = "holdfast.pid";
  private static final int LINES = 3;

  private final Path file;

  RunFile(Path data) {
    this.file = data.resolve(NAME);
  }

  record Running(long pid, URI url) {}

  /// The server that runs now, if one does.
  Optional<Running> running() {
    try {
      var lines = Files.exists(file) ? Files.readAllLines(file) : java.util.List.<String>of();
      return lines.size() < LINES
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(0)))
              .filter(process -> born(process).equals(lines.get(2)))
              .map(process -> new Running(process.pid(), URI.create(lines.get(1))));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void write(URI url) throws IOException {
    var self = ProcessHandle.current();
    var draft = file.resolveSibling(NAME + "." + self.pid());
    Files.writeString(draft, self.pid() + "\n" + url + "\n" + born(self) + "\n");
    // Whoever reads it meanwhile sees the old file or the new one.
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Removes it if it is this process's.
  void removeOwn() throws IOException {
    if (running().filter(one -> one.pid() == ProcessHandle.current().pid()).isPresent()) {
      Files.deleteIfExists(file);
    }
  }

  private static String born(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
