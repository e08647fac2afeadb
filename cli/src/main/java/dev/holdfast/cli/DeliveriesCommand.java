package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Listing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Messages on their way out.
@Command(
    name = "deliveries",
    synopsisSubcommandLabel = "[list | show | retry | resolve]",
    description = {"Messages on their way out, with their receipts.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast deliveries list --status dead",
      "  holdfast deliveries show delivery_3k",
      "  holdfast deliveries retry delivery_3k --reason 'receiver is back'",
      "  holdfast deliveries resolve delivery_3k --outcome delivered --reason 'seen in the inbox'"
    })
final class DeliveriesCommand implements Callable<Integer> {
  private final Noun noun;

  @Mixin private final Page page = new Page();

  DeliveriesCommand(Caller caller) {
    this.noun = new Noun(caller, "/v1/deliveries");
  }

  /// What a person found out about a send that nobody could confirm.
  enum Outcome {
    delivered,
    notDelivered
  }

  @Override
  public Integer call() {
    return list(page);
  }

  @Command(name = "list", description = "List deliveries, newest first.")
  int list(@Mixin Page page) {
    var listing =
        new Listing()
            .column("DELIVERY", "/delivery")
            .column("STATUS", "/status")
            .column("KIND", "/kind")
            .column("CHANNEL", "/channel")
            .column("ATTEMPTS", "/attempts")
            .column("RECEIPT", "/receipt");
    return noun.list(page, listing, "No deliveries.");
  }

  @Command(name = "show", description = "Show one delivery.")
  int show(@Parameters(paramLabel = "DELIVERY") String id) {
    return noun.show(id);
  }

  @Command(name = "retry", description = "Send a dead or expired delivery again.")
  int retry(
      @Parameters(paramLabel = "DELIVERY") String id,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "retried from the shell")
          String reason) {
    return noun.order(id, "retry", Reply.object().put("reason", reason));
  }

  @Command(name = "resolve", description = "Settle an unknown delivery by what you found out.")
  int resolve(
      @Parameters(paramLabel = "DELIVERY") String id,
      @Option(
              names = "--outcome",
              required = true,
              description = "What you found out: delivered or notDelivered.")
          Outcome outcome,
      @Option(
              names = "--reason",
              paramLabel = "WHY",
              defaultValue = "resolved from the shell",
              description = "How you know.")
          String reason) {
    var body = Reply.object().put("outcome", outcome.name()).put("reason", reason);
    return noun.order(id, "resolve", body);
  }
}
