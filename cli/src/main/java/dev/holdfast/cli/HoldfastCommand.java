package dev.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The word before all others: holds the options that every command takes.
@Command(
    name = "holdfast",
    synopsisSubcommandLabel = "COMMAND",
    description = "The reliability control plane for LLM agents.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%n",
    footer = {
      "Begin:",
      "  holdfast try                            see one request go all the way, offline",
      "  holdfast init && holdfast up            a workspace of your own, and its server",
      "  holdfast ask '/site http://localhost'   send a request and see its run",
      "  holdfast COMMAND --help                 examples for each command",
      "",
      "Exit codes:",
      "  0   done, and the outcome is good",
      "  1   refused by a rule, or the outcome is a failure",
      "  2   the command line is wrong",
      "  3   no such object, or not yours to see",
      "  4   no server answers",
      "  5   the token is missing, wrong or may not do this",
      "  69  something that Holdfast needs is not installed",
      "  78  the workspace has errors",
      "",
      "Environment: HOLDFAST_URL, HOLDFAST_TOKEN, NO_COLOR.",
    })
final class HoldfastCommand {
  @Mixin private final Options options;

  HoldfastCommand(Options options) {
    this.options = options;
  }

  Options options() {
    return options;
  }
}
