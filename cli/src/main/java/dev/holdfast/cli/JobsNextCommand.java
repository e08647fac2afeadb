package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.InstantTable;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Tells the next instants of a job, or of a schedule that belongs to none yet.
@Command(
    name = "next",
    description =
        "Tell the next instants of a job or a schedule, and what clock changes do to them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast jobs next watch",
      "  holdfast jobs next --cron '30 2 * * *' --zone Europe/Berlin -n 20",
      "  holdfast jobs next --cron '30 2 * * *' --zone Europe/Berlin --gap skip --overlap-hour"
          + " both",
      "  holdfast jobs next --every 90m --from 2027-01-01T00:00:00Z",
      "  holdfast jobs next --cron '0 0 29 2 *' --zone UTC --after 2096-01-01T00:00:00Z"
    })
final class JobsNextCommand implements Callable<Integer> {
  private final Caller caller;

  @Parameters(index = "0", arity = "0..1", paramLabel = "JOB", description = "Whose schedule.")
  private String job = "";

  @Option(names = "--cron", paramLabel = "CRON", description = "Five fields; needs --zone.")
  private String cron = "";

  @Option(names = "--zone", paramLabel = "ZONE", description = "Like Europe/Berlin, UTC, +02:00.")
  private String zone = "";

  @Option(names = "--gap", paramLabel = "next|skip", description = "A time that is left out.")
  private String gap = "";

  @Option(
      names = "--overlap-hour",
      paramLabel = "first|both",
      description = "A time that comes twice.")
  private String overlapHour = "";

  @Option(names = "--every", paramLabel = "TIME", description = "Like 90s, 5m or 1d.")
  private String every = "";

  @Option(names = "--from", paramLabel = "TIME", description = "What 'every' is counted from.")
  private String from = "";

  @Option(names = "--at", paramLabel = "TIME", description = "Once.")
  private String at = "";

  @Option(names = "--after", paramLabel = "TIME", description = "Default: now.")
  private String after = "";

  @Option(
      names = {"-n", "--n"},
      paramLabel = "N",
      description = "How many (default: 10, most: 500).")
  private int count = 10;

  JobsNextCommand(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Integer call() {
    boolean written = Stream.of(cron, every, at).anyMatch(text -> !text.isEmpty());
    if (written != job.isEmpty()) {
      throw Failure.of(
          Exit.USAGE,
          "no-schedule",
          written ? "A job and a schedule were named." : "Neither a job nor a schedule was named.",
          "Nothing was asked.",
          "Name one of them, as in: holdfast jobs next --cron '0 9 * * *' --zone Europe/Berlin");
    }
    var question = Reply.object().put("n", count);
    if (!after.isEmpty()) {
      question.put("after", after);
    }
    if (written) {
      question.set("schedule", schedule());
    } else {
      var spec = caller.get("/v1/jobs/" + Words.escaped(job)).json().path("spec");
      question.set("schedule", spec.path("schedule"));
      if (spec.has("until")) {
        question.set("until", spec.path("until"));
      }
    }
    return tell(caller.ask("/v1/schedules/next", question));
  }

  private int tell(Reply answer) {
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      new InstantTable(caller.screen()).next(answer.json());
    }
    return 0;
  }

  private JsonNode schedule() {
    var schedule = Reply.object();
    put(schedule, "cron", cron);
    put(schedule, "zone", zone);
    put(schedule, "gap", gap);
    put(schedule, "overlapHour", overlapHour);
    put(schedule, "every", every);
    put(schedule, "from", from);
    put(schedule, "at", at);
    return schedule;
  }

  private static void put(
      tools.jackson.databind.node.ObjectNode schedule, String key, String value) {
    if (!value.isEmpty()) {
      schedule.put(key, value);
    }
  }
}
