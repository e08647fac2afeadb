package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;

/// Stops the server that runs on a workspace.
@Command(
    name = "down",
    description = "Stop the server of a workspace: it drains first, then ends.",
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast down", "  holdfast down -w holdfast-try"})
final class DownCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 30;

  private final Caller caller;

  DownCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    var folder = caller.workspace();
    long pid = caller.local().place(folder).pid();
    var process = ProcessHandle.of(pid).filter(handle -> pid > 0);
    if (process.isEmpty()) {
      caller.screen().note("No server runs on " + folder + ".");
      return Exit.UNREACHABLE.code();
    }
    process.get().destroy();
    await(process.get());
    caller.screen().line("stopped (process " + pid + ")");
    return 0;
  }

  private static void await(ProcessHandle process) throws InterruptedException, ExecutionException {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      var failure =
          Failure.of(
              Exit.FAILED,
              "still-draining",
              "Process " + process.pid() + " did not end in " + PATIENCE_SECONDS + " s.",
              "It may still work.",
              "Look at its log, or end it with 'kill -9 " + process.pid() + "': nothing is lost.");
      failure.addSuppressed(tooLong);
      throw failure;
    }
  }
}
