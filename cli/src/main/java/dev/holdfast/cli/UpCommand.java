package dev.holdfast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs a server in the foreground.
@Command(
    name = "up",
    description = {
      "Run the server of a workspace until SIGTERM or Ctrl-C.",
      "The log goes to standard error, one JSON object per line."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast up                          both planes in one process",
      "  holdfast up --dev                    the log as text for people",
      "  holdfast up --planes execution       only the node that works (PostgreSQL)",
      "  holdfast up --listen 127.0.0.1:8080"
    })
final class UpCommand implements Callable<Integer> {
  private final Caller caller;

  @Option(
      names = "--planes",
      paramLabel = "PLANES",
      description = "control, execution or both, separated by a comma.")
  private String planes = "";

  @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Instead of the workspace's.")
  private String listen = "";

  @Option(names = "--dev", description = "Log as text for people instead of JSON.")
  private boolean dev;

  UpCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    var text = dev ? LocalCommands.LogText.PRETTY : LocalCommands.LogText.JSON;
    var manner = new LocalCommands.Manner(planes, listen, text);
    return caller.local().up(caller.workspace(), manner);
  }
}
