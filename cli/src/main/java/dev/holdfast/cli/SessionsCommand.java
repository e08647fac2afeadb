package dev.holdfast.cli;

import dev.holdfast.cli.show.Listing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Who shares what.
@Command(
    name = "sessions",
    synopsisSubcommandLabel = "[list | show]",
    description = {"What one actor and channel share; one turn at a time.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast sessions list", "  holdfast sessions show session_3k"})
final class SessionsCommand implements Callable<Integer> {
  private final Noun noun;

  @Mixin private final Page page = new Page();

  SessionsCommand(Caller caller) {
    this.noun = new Noun(caller, "/v1/sessions");
  }

  @Override
  public Integer call() {
    return list(page);
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
