package dev.holdfast.execution.agents;

import dev.holdfast.execution.attempt.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the programs that a server left when it was killed: nobody reads their results any more,
/// and their tasks are given to others. Goes by the marks that each program was started with, and
/// never by a number alone, because numbers are given again. What a live server runs on the same
/// folder is left alone, and so is what another machine or another boot has marked.
public final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long GLANCE_MILLIS = 100;

  private Sweep() {}

  /// Sweeps before anything is started on this folder; returns when nothing is left, or says what
  /// is.
  ///
  /// @param work where every attempt has a folder of its own
  public static void of(Path work) {
    var swept = new ArrayList<RunMark>();
    var killed = new HashSet<Long>();
    for (var mark : orphans(work)) {
      killed.addAll(end(mark));
      swept.add(mark);
    }
    if (!swept.isEmpty()) {
      LOG.atInfo()
          .setMessage("programs.swept")
          .addKeyValue("processes", killed.size())
          .addKeyValue("tasks", tasks(swept))
          .addKeyValue("remediation", "None: these tasks are offered again when their leases end.")
          .log();
    }
  }

  private static String tasks(List<RunMark> marks) {
    return marks.stream()
        .map(mark -> mark.name().substring(0, mark.name().lastIndexOf('-')))
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static List<RunMark> orphans(Path work) {
    if (!Files.isDirectory(work)) {
      return List.of();
    }
    var marks = new ArrayList<RunMark>();
    try (var files = Files.list(work)) {
      for (var file : files.filter(RunMark::isMark).toList()) {
        RunMark.read(file).ifPresent(marks::add);
      }
    } catch (IOException | RuntimeException unreadable) {
      failed(work, unreadable);
    }
    marks.removeIf(mark -> !mark.place().equals(Alive.place()) || mark.server().isAlive());
    return marks;
  }

  /// Kills all that belongs to a program, as often as new ones are found, and forgets it.
  ///
  /// @return the numbers of those that were killed
  private static Set<Long> end(RunMark mark) {
    var killed = new HashSet<Long>();
    var deadline = Deadline.in(PATIENCE);
    var found = members(mark);
    while (!found.isEmpty() && !deadline.isOver()) {
      found.stream().filter(ProcessHandle::destroyForcibly).forEach(one -> killed.add(one.pid()));
      awaitEnd(found);
      found = members(mark);
    }
    if (found.isEmpty()) {
      forget(mark);
    } else {
      LOG.atWarn()
          .setMessage("programs.left")
          .addKeyValue("task", mark.name())
          .addKeyValue("processes", found.stream().map(ProcessHandle::pid).toList())
          .addKeyValue("remediation", "End these processes by hand; they may be another user's.")
          .log();
    }
    return killed;
  }

  /// Those that carry the mark; the program itself, its descendants and its group, if it lives or
  /// one of its group carries the mark: as long as either does, no other group has its number.
  private static List<ProcessHandle> members(RunMark mark) {
    var marked =
        ProcessHandle.allProcesses()
            .filter(process -> Alive.isMarked(process.pid(), mark.mark()))
            .filter(process -> Alive.of(process.pid()).isPresent())
            .toList();
    var leader = mark.leader().filter(RunMark.Known::isAlive).map(RunMark.Known::pid);
    var itself = leader.flatMap(ProcessHandle::of).stream().toList();
    long group = mark.leader().map(RunMark.Known::pid).orElse(0L);
    boolean ours =
        leader.isPresent() || marked.stream().anyMatch(process -> group(process) == group);
    var grouped =
        group == 0 || !ours
            ? Stream.<ProcessHandle>of()
            : ProcessHandle.allProcesses().filter(process -> group(process) == group);
    return Stream.of(
            marked.stream(),
            itself.stream(),
            itself.stream().flatMap(ProcessHandle::descendants),
            grouped)
        .flatMap(one -> one)
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .distinct()
        .toList();
  }

  /// Zero when it is not known, or the process is dead.
  private static long group(ProcessHandle process) {
    return Alive.of(process.pid()).map(Alive::group).orElse(0L);
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // Who is still there is found again.
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(RunMark mark) {
    try {
      WorkFolder.remove(mark.folder());
      Files.deleteIfExists(mark.file());
    } catch (IOException failed) {
      failed(mark.folder(), failed);
    }
  }

  private static void failed(Path folder, Exception why) {
    LOG.atWarn()
        .setMessage("programs.sweep-failed")
        .addKeyValue("folder", folder)
        .addKeyValue("cause", why.toString())
        .addKeyValue("remediation", "See to the folder's rights; it is tried again at each start.")
        .log();
  }
}
