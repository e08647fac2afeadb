package dev.holdfast.cli;

import dev.holdfast.cli.show.Listing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// What came in.
@Command(
    name = "requests",
    synopsisSubcommandLabel = "[list | show]",
    description = {"What came in and was accepted.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {"  holdfast requests list", "  holdfast requests show request_3k"})
final class RequestsCommand implements Callable<Integer> {
  private final Noun noun;

  @Mixin private final Page page = new Page();

  RequestsCommand(Caller caller) {
    this.noun = new Noun(caller, "/v1/requests");
  }

  @Override
  public Integer call() {
    return list(page);
  }

  @Command(name = "list", description = "List requests, newest first.")
  int list(@Mixin Page page) {
    var listing =
        new Listing()
            .column("REQUEST", "/request")
            .column("STATUS", "/status")
            .column("ROUTE", "/routed/route")
            .column("ACTOR", "/actor")
            .column("CHANNEL", "/channel")
            .column("TEXT", "/text");
    return noun.list(page, listing, "No requests yet. Send one: holdfast ask 'hello'");
  }

  @Command(name = "show", description = "Show one request.")
  int show(@Parameters(paramLabel = "REQUEST") String id) {
    return noun.show(id);
  }
}
