package dev.holdfast.execution.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// What is kept of a program beside its work folder, so that whoever starts next on this data
/// folder knows it again: `<task>-<fence>.run`, with a line each for the place in which process
/// numbers hold, the server that runs it, the mark in its environment, and, once it is started, the
/// process itself. A kill cannot come in between: the mark is written before the program starts.
///
/// @param file the mark's own
/// @param leader of the program's process group
record RunMark(Path file, String place, Known server, String mark, Optional<Known> leader) {
  private static final String SUFFIX = ".run";
  private static final int LEADERLESS = 3;

  /// A process as it was written down.
  record Known(long pid, String born) {
    static Known of(Alive process) {
      return new Known(process.pid(), process.born());
    }

    static Known parse(String line) {
      int space = line.indexOf(' ');
      return new Known(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
    }

    boolean isAlive() {
      return Alive.of(pid).filter(now -> now.born().equals(born)).isPresent();
    }

    @Override
    public String toString() {
      return pid + " " + born;
    }
  }

  static Path file(Path folder) {
    return folder.resolveSibling(folder.getFileName() + SUFFIX);
  }

  /// Before the program is started.
  ///
  /// @param mark a `NAME=value` that is in its environment and in no other's
  static RunMark write(Path folder, String mark) throws IOException {
    var self = ProcessHandle.current().pid();
    var server = Alive.of(self).map(Known::of).orElse(new Known(self, "unknown"));
    var written = new RunMark(file(folder), Alive.place(), server, mark, Optional.empty());
    Files.write(written.file(), List.of(written.place(), server.toString(), mark));
    return written;
  }

  /// The program was started. One that has ended already needs no mark.
  void started(Process process) throws IOException {
    var leader = Alive.of(process.pid()).map(Known::of);
    if (leader.isPresent()) {
      Files.write(file, List.of(leader.get().toString()), StandardOpenOption.APPEND);
    }
  }

  /// Empty when it was not written to its end, by a server that then started nothing, or is gone.
  static Optional<RunMark> read(Path file) throws IOException {
    try {
      var lines = Files.readAllLines(file);
      return lines.size() < LEADERLESS
          ? Optional.empty()
          : Optional.of(
              new RunMark(
                  file,
                  lines.get(0),
                  Known.parse(lines.get(1)),
                  lines.get(2),
                  lines.stream().skip(LEADERLESS).findFirst().map(Known::parse)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  static boolean isMark(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX) && Files.isRegularFile(file);
  }

  /// `<task>-<fence>`.
  String name() {
    var name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  Path folder() {
    return file.resolveSibling(name());
  }
}
