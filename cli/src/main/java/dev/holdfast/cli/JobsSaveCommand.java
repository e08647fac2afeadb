package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import dev.holdfast.cli.show.Drawing;
import dev.holdfast.cli.show.JobSheet;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Saves a job from a file of its own.
@Command(
    name = "save",
    description = {
      "Save one job from a file with the keys that it has in holdfast.yaml.",
      "A job that is there is replaced, whole; the change holds from its next instant on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast jobs save watch.yaml           the job 'watch'",
      "  holdfast jobs save night.json --id watch --reason 'only at night'",
      "  holdfast jobs save watch.yaml --revision 3     only if nobody has changed it since",
      "  holdfast jobs save new.yaml --take-over old    the topic of 'old' goes to 'new'"
    })
final class JobsSaveCommand implements Callable<Integer> {
  private final Caller caller;

  @Parameters(paramLabel = "FILE", description = "YAML or JSON; - for JSON on standard input.")
  private Path file = Path.of("-");

  @Option(names = "--id", paramLabel = "JOB", description = "Default: the file's name.")
  private String id = "";

  @Option(names = "--take-over", paramLabel = "JOB", description = "Who gives the topic up.")
  private String takeOver = "";

  @Option(names = "--reason", paramLabel = "WHY", description = "Kept with the change.")
  private String reason = "saved from the shell";

  @Option(
      names = "--revision",
      paramLabel = "N",
      description = "The one that was seen (default: the one that is there now).")
  private String revision = "";

  JobsSaveCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    var name = id.isEmpty() ? stem() : id;
    if (!(written() instanceof ObjectNode job)) {
      throw Failure.of(
          Exit.USAGE,
          "bad-job",
          file + " holds no job: it has no keys.",
          "Nothing was sent.",
          "Write owner, schedule, contract, deliver and breaker, as under 'jobs' in"
              + " holdfast.yaml.");
    }
    var query =
        "?reason="
            + Words.escaped(reason)
            + (takeOver.isEmpty() ? "" : "&takeOver=" + Words.escaped(takeOver));
    var answer =
        new Revisions(caller, "/v1/jobs/" + Words.escaped(name)).save(job, revision, query);
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
      return 0;
    }
    new JobSheet(caller.screen(), Drawing.fitting(caller.environment())).headline(answer.json());
    if (answer.json().path("status").asString().equals("off")) {
      caller.screen().note("it is off; enable it with: holdfast jobs enable " + name);
    }
    return 0;
  }

  private String stem() {
    var name = file.getFileName() == null ? "" : file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    var stem = dot > 0 ? name.substring(0, dot) : name;
    if (stem.isEmpty() || stem.equals("-")) {
      throw Failure.of(
          Exit.USAGE, "no-id", "The job has no name.", "Nothing was sent.", "Name it with --id.");
    }
    return stem;
  }

  private JsonNode written() {
    var name = file.toString().toLowerCase(Locale.ROOT);
    var found = caller.folder(file);
    if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
      return Words.jsonFile(name.equals("-") ? file : found);
    }
    var job = caller.local().job(found);
    if (job.errors().isEmpty()) {
      return Words.json(file.toString(), job.json());
    }
    throw Failure.of(
        Exit.USAGE,
        "bad-yaml",
        job.errors().stream()
            .map(error -> error.place() + ": " + error.what())
            .collect(Collectors.joining("\n    - ", file + " cannot be read:\n    - ", "")),
        "Nothing was sent.",
        job.errors().getFirst().nextAction());
  }
}
