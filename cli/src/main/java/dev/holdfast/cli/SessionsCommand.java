package dev.holdfast.cli;

import dev.holdfast.cli.show.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Who shares what.
@Command(
    name = "sessions",
    synopsisSubcommandLabel = "(list | show)",
    description = "What one actor and channel share; one turn at a time.",
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast sessions list", "  holdfast sessions show session_3k"})
final class SessionsCommand {
  private final Noun noun;

  SessionsCommand(Caller caller) {
    this.noun = new Noun(caller, "/v1/sessions");
  }

  @Command(name = "list", description = "List sessions, the last active first.")
  int list(@Mixin Page page) {
    var listing =
        new Listing()
            .column("SESSION", "/session")
            .column("STATUS", "/status")
            .column("CHANNEL", "/channel")
            .column("TURNS", "/turns")
            .column("RUN", "/run");
    return noun.list(page, listing, "No sessions yet.");
  }

  @Command(name = "show", description = "Show one session.")
  int show(@Parameters(paramLabel = "SESSION") String id) {
    return noun.show(id);
  }
}
