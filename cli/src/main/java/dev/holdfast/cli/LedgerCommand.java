package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import picocli.CommandLine.Command;

/// The record itself.
@Command(
    name = "ledger",
    synopsisSubcommandLabel = "(verify)",
    description = "The record of every decision.",
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast ledger verify     chains unbroken, and a replay gives the same"})
final class LedgerCommand {
  private final Caller caller;

  LedgerCommand(Caller caller) {
    this.caller = caller;
  }

  @Command(
      name = "verify",
      description = {
        "Read the workspace's ledger from its first entry: is every chain unbroken, and does a"
            + " replay of the",
        "commands through the rules give exactly the events? The ledger is only read; a server may"
            + " be running."
      })
  int verify() {
    var proof = caller.local().verify(caller.workspace());
    if (caller.wantsJson()) {
      var answer =
          Reply.object().put("sound", proof.findings().isEmpty()).put("entries", proof.entries());
      var findings = answer.putArray("findings");
      proof.findings().forEach(findings::add);
      caller.screen().line(answer.toString());
    } else {
      show(proof);
    }
    return Cli.outcome(proof.findings().isEmpty());
  }

  private void show(LocalCommands.Proof proof) {
    var palette = caller.screen().palette();
    proof.findings().forEach(finding -> caller.screen().line(palette.bad("✗ ") + finding));
    caller
        .screen()
        .line(
            proof.findings().isEmpty()
                ? palette.good("✓ sound")
                    + ": "
                    + proof.entries()
                    + " entries, chains unbroken, replay equal"
                : palette.bad("✗ NOT SOUND")
                    + ": keep the data folder as it is and restore a backup beside it");
  }
}
