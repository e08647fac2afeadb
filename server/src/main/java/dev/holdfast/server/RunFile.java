package dev.holdfast.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
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
      var lines = Files.exists(file) ? Files.readAllLines(file) : List.<String>of();
      if (lines.size() < LINES) {
        return Optional.empty();
      }
      var process = ProcessHandle.of(Long.parseLong(lines.get(0)));
      return process.isEmpty()
              || !born(process.get()).equals(lines.get(2))
              || isEnded(process.get())
          ? Optional.empty()
          : Optional.of(new Running(process.get().pid(), URI.create(lines.get(1))));
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

  /// A process that was killed keeps its number and its start until its parent has taken notice,
  /// which in a container may never come about; it is said to be alive, and holds nothing. The
  /// state stands behind the name, which may contain anything (proc(5), `/proc/pid/stat`); where
  /// there is no such file, nothing is known.
  private static boolean isEnded(ProcessHandle process) throws IOException {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static String born(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
