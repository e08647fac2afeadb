package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Listing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where messages come from and go to.
@Command(
    name = "channels",
    synopsisSubcommandLabel = "[list | enable]",
    description = {"Where messages come from and go to.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast channels list",
      "  holdfast channels enable support --reason 'the address answers again'"
    })
final class ChannelsCommand implements Callable<Integer> {
  private final Caller caller;
  private final Noun noun;

  ChannelsCommand(Caller caller) {
    this.caller = caller;
    this.noun = new Noun(caller, "/v1/channels");
  }

  @Override
  public Integer call() {
    return list();
  }

  @Command(name = "list", description = "List channels and whether they are open.")
  int list() {
    var answer = caller.get("/v1/channels");
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
      return 0;
    }
    new Listing()
        .column("CHANNEL", "/channel")
        .column("KIND", "/kind")
        .column("STATUS", "/status")
        .column("ACCEPTS", "/accepts")
        .column("WAITING", "/waiting")
        .show(answer.json(), "No channels.", caller.screen());
    return 0;
  }

  @Command(name = "enable", description = "Open a channel that was disabled (HTTP 410).")
  int enable(
      @Parameters(paramLabel = "CHANNEL") String id,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "enabled from the shell")
          String reason) {
    return noun.order(id, "enable", Reply.object().put("reason", reason));
  }
}
