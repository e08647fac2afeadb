package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Listing;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The work that requests caused.
@Command(
    name = "runs",
    synopsisSubcommandLabel = "[list | show | cancel | watch]",
    description = {"The work that requests caused.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast runs list --status working",
      "  holdfast runs show run_3k               its timeline: route, agent, attempts, verdict,"
          + " receipt",
      "  holdfast runs watch run_3k              the same, as it happens",
      "  holdfast runs cancel run_3k --reason 'not needed any more'"
    })
final class RunsCommand implements Callable<Integer> {
  static final Duration LONGEST_WATCH = Duration.ofHours(1);

  private final Caller caller;
  private final Noun noun;

  @Mixin private final Page page = new Page();

  RunsCommand(Caller caller) {
    this.caller = caller;
    this.noun = new Noun(caller, "/v1/runs");
  }

  @Override
  public Integer call() {
    return list(page);
  }

  @Command(name = "list", description = "List runs, newest first.")
  int list(@Mixin Page page) {
    var listing =
        new Listing()
            .column("RUN", "/run")
            .column("STATUS", "/status")
            .column("CONTRACT", "/contract")
            .column("ACTOR", "/actor")
            .column("CHANNEL", "/channel");
    return noun.list(page, listing, "No runs yet. Send a request: holdfast ask 'hello'");
  }

  @Command(name = "show", description = "Show one run as a timeline.")
  int show(@Parameters(paramLabel = "RUN") String id) {
    return new RunView(caller).show(id);
  }

  @Command(name = "watch", description = "Follow one run until it has ended.")
  int watch(@Parameters(paramLabel = "RUN") String id) {
    return new RunView(caller).watch(id, LONGEST_WATCH);
  }

  @Command(
      name = "cancel",
      description = "Cancel one run: its worker is told, its program is killed.")
  int cancel(
      @Parameters(paramLabel = "RUN") String id,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "cancelled from the shell")
          String reason) {
    return noun.order(id, "cancel", Reply.object().put("reason", reason));
  }
}
