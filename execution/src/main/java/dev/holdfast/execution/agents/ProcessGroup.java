package dev.holdfast.execution.agents;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program and everything that it started. Its members are found in three ways, because a program
/// may leave any two of them: the process group, the parents' list of children, and, on Linux, the
/// mark in the environment that every descendant inherits.
final class ProcessGroup {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);
  private static final int ROUNDS_MAX = 10;
  private static final int KILL_SECONDS = 5;

  private final Process leader;
  private final String mark;
  private final Kind kind;

  enum Kind {
    /// The program leads a process group of its own.
    OWN_GROUP,
    /// There was no `setsid` to make one.
    INHERITED_GROUP
  }

  /// @param mark a `NAME=value` that is in the program's environment and in no other's
  ProcessGroup(Process leader, String mark, Kind kind) {
    this.leader = leader;
    this.mark = mark;
    this.kind = kind;
  }

  /// Kills all that are left, and returns when none is found any more.
  void kill() {
    leader.descendants().forEach(ProcessHandle::destroyForcibly);
    // Not the process itself: that would close its streams, and lose output that was not read yet.
    leader.toHandle().destroyForcibly();
    if (kind == Kind.OWN_GROUP) {
      killGroup();
    }
    for (int round = 0; round < ROUNDS_MAX && killMarked() > 0; round++) {
      // One that was just being started may have been missed.
      Thread.onSpinWait();
    }
  }

  /// The JDK cannot signal a group; the shell is given nothing but a number.
  private void killGroup() {
    try {
      var kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- -" + leader.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.getOutputStream().close();
      awaitUninterrupted(kill);
    } catch (IOException failed) {
      LOG.atWarn()
          .setMessage("process-group.kill-failed")
          .addKeyValue("pid", leader.pid())
          .addKeyValue("cause", failed.toString())
          .addKeyValue("remediation", "Look for processes that the agent left, and end them.")
          .log();
    }
  }

  /// The group must be dead before the interrupted caller goes on.
  private static void awaitUninterrupted(Process kill) {
    boolean interrupted = Thread.interrupted();
    try {
      kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private long killMarked() {
    return ProcessHandle.allProcesses()
        .filter(process -> Alive.isMarked(process.pid(), mark))
        .filter(ProcessHandle::destroyForcibly)
        .count();
  }
}
