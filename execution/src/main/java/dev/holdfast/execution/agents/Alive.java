package dev.holdfast.execution.agents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// One process and no other: its number alone is given to another process one day, its number and
/// the moment of its birth are not.
///
/// @param born what the system says of it: on Linux clock ticks since the boot, which no step of
///   the clock moves, elsewhere a time
/// @param group the number of its process group, zero where that is not known
record Alive(long pid, String born, long group) {
  private static final Path PROC = Path.of("/proc");

  // Fields of /proc/<pid>/stat after the name, which ends in the last parenthesis (proc(5)).
  private static final int STATE = 0;
  private static final int GROUP = 2;
  private static final int BORN = 19;

  /// Empty when there is no such process, or it is dead and only not yet buried.
  static Optional<Alive> of(long pid) {
    return hasProc() ? ofProc(pid) : ProcessHandle.of(pid).flatMap(Alive::ofHandle);
  }

  private static Optional<Alive> ofHandle(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(Instant::toString)
        .filter(_ -> process.isAlive())
        .map(born -> new Alive(process.pid(), born, 0));
  }

  private static Optional<Alive> ofProc(long pid) {
    var stat = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length <= BORN || fields[STATE].matches("[ZXx]")
        ? Optional.empty()
        : Optional.of(new Alive(pid, fields[BORN], Long.parseLong(fields[GROUP])));
  }

  /// Whether a process has `NAME=value` in the environment that it was started with.
  static boolean isMarked(long pid, String mark) {
    var environment = read(PROC.resolve(Long.toString(pid)).resolve("environ"));
    return ("\0" + environment).contains("\0" + mark + "\0");
  }

  /// Where process numbers and births mean what they mean here: this boot, and on it this name
  /// space of processes. Empty where the system has no word for it.
  static String place() {
    try {
      return hasProc()
          ? read(PROC.resolve("sys/kernel/random/boot_id")).strip()
              + " "
              + Files.readSymbolicLink(PROC.resolve("self/ns/pid"))
          : "";
    } catch (IOException _) {
      return "";
    }
  }

  static boolean hasProc() {
    return Files.isDirectory(PROC.resolve("self"));
  }

  /// Empty when it ended meanwhile, or is another user's.
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
