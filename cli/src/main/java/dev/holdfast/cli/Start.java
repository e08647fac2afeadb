package dev.holdfast.cli;

import dev.holdfast.cli.link.Api;
import dev.holdfast.cli.link.Door;
import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Sees to it that a workspace's server runs, in the background.
final class Start {
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
  private static final int LAST_LINES = 12;
  private static final int GLANCE_MILLIS = 100;

  private final Caller caller;
  private final Progress progress;

  Start(Caller caller, Progress progress) {
    this.caller = caller;
    this.progress = progress;
  }

  /// Returns when the server is ready: the one that runs already, or a new one.
  void ensure(Path folder) throws InterruptedException {
    var place = caller.local().place(folder);
    if (place.pid() > 0) {
      progress.step("its server runs already (process " + place.pid() + ")");
      return;
    }
    var launched = caller.local().launch(folder);
    progress.step("starting its server (log: " + launched.log() + ")");
    await(folder, launched);
    progress.step("ready at " + caller.local().place(folder).url());
  }

  private void await(Path folder, LocalCommands.Launched launched) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE;
    while (!isReady(folder)) {
      if (launched.process().waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw ended(launched);
      }
      if (System.nanoTime() > deadline) {
        throw tooLong(launched);
      }
    }
  }

  private boolean isReady(Path folder) {
    var place = caller.local().place(folder);
    if (place.pid() == 0) {
      return false;
    }
    try (var api = new Api(new Door(place.url(), ""))) {
      return api.get("/readyz").status() == 200;
    } catch (Failure notYet) {
      return notYet.exit() == Exit.UNAUTHORISED;
    }
  }

  private static Failure ended(LocalCommands.Launched launched) {
    return Failure.of(
        Exit.FAILED,
        "start-failed",
        "The server ended at once (exit code "
            + launched.process().exitValue()
            + "):\n"
            + tail(launched.output()),
        "Nothing runs.",
        "Correct what is named there, and try again.");
  }

  private static Failure tooLong(LocalCommands.Launched launched) {
    return Failure.of(
        Exit.FAILED,
        "start-slow",
        "The server is not ready after 30 s:\n" + tail(launched.output()),
        "It goes on starting as process " + launched.process().pid() + ".",
        "Look at " + launched.log() + ".");
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "(its log cannot be read: " + unreadable.getMessage() + ")";
    }
  }
}
