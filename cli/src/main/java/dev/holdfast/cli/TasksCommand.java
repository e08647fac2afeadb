package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Listing;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Delegated objectives.
@Command(
    name = "tasks",
    synopsisSubcommandLabel = "[list | show | cancel | offer]",
    description = {"Delegated objectives, each with its contract.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast tasks list --status leased",
      "  holdfast tasks show task_3k",
      "  holdfast tasks offer contract.json      '-' reads standard input",
      "  holdfast tasks cancel task_3k --reason 'wrong order'"
    })
final class TasksCommand implements Callable<Integer> {
  private final Caller caller;
  private final Noun noun;

  @Mixin private final Page page = new Page();

  TasksCommand(Caller caller) {
    this.caller = caller;
    this.noun = new Noun(caller, "/v1/tasks");
  }

  @Override
  public Integer call() {
    return list(page);
  }

  @Command(name = "list", description = "List tasks, newest first.")
  int list(@Mixin Page page) {
    var listing =
        new Listing()
            .column("TASK", "/task")
            .column("STATUS", "/status")
            .column("RUN", "/run")
            .column("AGENT", "/agent")
            .column("LANE", "/lane")
            .column("ATTEMPTS", "/attempts");
    return noun.list(page, listing, "No tasks.");
  }

  @Command(name = "show", description = "Show one task.")
  int show(@Parameters(paramLabel = "TASK") String id) {
    return noun.show(id);
  }

  @Command(name = "cancel", description = "Cancel one task.")
  int cancel(
      @Parameters(paramLabel = "TASK") String id,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "cancelled from the shell")
          String reason) {
    return noun.order(id, "cancel", Reply.object().put("reason", reason));
  }

  @Command(name = "offer", description = "Offer a task by its contract (POST /v1/tasks).")
  int offer(
      @Parameters(paramLabel = "FILE", description = "The contract as JSON; - for standard input.")
          Path file) {
    return noun.sheet(caller.post("/v1/tasks", Words.jsonFile(file)));
  }
}
