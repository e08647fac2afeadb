package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

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
    var folder = caller.found();
    boolean served = folder.isEmpty() || caller.local().place(folder.get()).pid() > 0;
    var answer = served ? asked() : read(caller.local().verify(caller.workspace()));
    boolean sound = answer.path("sound").asBoolean(false);
    if (caller.wantsJson()) {
      caller.screen().line(answer.toString());
    } else {
      show(answer, sound);
    }
    return Cli.outcome(sound);
  }

  /// A server reports progress line by line; its last line is the result.
  private JsonNode asked() {
    var lines = caller.get("/v1/ledger/verify").text().strip().lines().toList();
    return Reply.read(lines.getLast());
  }

  private static JsonNode read(LocalCommands.Proof proof) {
    var answer =
        Reply.object().put("sound", proof.findings().isEmpty()).put("entries", proof.entries());
    var findings = answer.putArray("findings");
    proof
        .findings()
        .forEach(finding ->
            findings.addObject().put("where", finding.place()).put("what", finding.what()));
    return answer;
  }

  private void show(JsonNode answer, boolean sound) {
    var palette = caller.screen().palette();
    for (var finding : answer.path("findings")) {
      var where = finding.path("where").asString("");
      caller.screen().line(palette.bad("✗ ") + where + " " + finding.path("what").asString(""));
    }
    var entries = answer.path("entries").asString("0");
    caller
        .screen()
        .line(
            sound
                ? palette.good("✓ sound")
                    + ": "
                    + entries
                    + " entries, chains unbroken, replay equal"
                : palette.bad("✗ NOT SOUND")
                    + ": keep the data folder as it is and restore a backup beside it");
  }
}
