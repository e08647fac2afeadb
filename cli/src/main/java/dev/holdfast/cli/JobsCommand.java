package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Drawing;
import dev.holdfast.cli.show.InstantTable;
import dev.holdfast.cli.show.JobSheet;
import dev.holdfast.cli.show.Listing;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/// Work that recurs.
@Command(
    name = "jobs",
    synopsisSubcommandLabel =
        "[list | show | save | enable | disable | pause | preflight | run | backfill | instants |"
            + " next | changes | remove]",
    description = {"Work that recurs.", Noun.ALONE},
    footerHeading = "%nExamples:%n",
    footer = {
      "  holdfast jobs list --status tripped",
      "  holdfast jobs show watch                when, the last thirty instants, preflight,"
          + " breaker",
      "  holdfast jobs save watch.yaml --reason 'less often'",
      "  holdfast jobs enable watch              waits for its preflight, and shows it",
      "  holdfast jobs pause watch --until 2027-01-07T09:00:00+01:00 --reason holidays",
      "  holdfast jobs run watch --watch         once, now, followed to its end",
      "  holdfast jobs next --cron '30 2 * * *' --zone Europe/Berlin -n 20"
    })
final class JobsCommand implements Callable<Integer> {
  /// How long an answer waits for a preflight.
  private static final String PATIENCE = "wait=30";

  private static final int DRAWN = 30;

  private final Caller caller;
  private final Noun noun;

  @Mixin private final Page page = new Page();

  JobsCommand(Caller caller) {
    this.caller = caller;
    this.noun = new Noun(caller, "/v1/jobs");
  }

  @Override
  public Integer call() {
    return list(page);
  }

  @Command(name = "list", description = "List jobs: when, how they stand, what is next.")
  int list(@Mixin Page page) {
    var listing =
        new Listing()
            .column("JOB", "/job")
            .column("STATUS", "/status")
            .column("WHEN", "/words")
            .column("NEXT", "/next/local")
            .column("TOPIC", "/topic")
            .column("OWNER", "/owner");
    return noun.list(page, listing, "No jobs yet. Save one: holdfast jobs save FILE.yaml");
  }

  @Command(
      name = "show",
      description = "Show one job in words, with its last thirty instants as one line of marks.",
      footerHeading = "%nExamples:%n",
      footer = {"  holdfast jobs show watch", "  holdfast jobs show watch --json"})
  int show(@Parameters(paramLabel = "JOB") String id) {
    var answer = caller.get(noun.path(id));
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
      return 0;
    }
    var instants = caller.get(noun.path(id) + "/instants?limit=" + DRAWN).json();
    new JobSheet(caller.screen(), drawing()).show(answer.json(), instants);
    return 0;
  }

  private Drawing drawing() {
    return Drawing.fitting(caller.environment());
  }

  @Command(
      name = "enable",
      description = "Enable one job: its preflight must pass. Also ends a pause, and a trip.")
  int enable(
      @Parameters(paramLabel = "JOB") String id,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "enabled from the shell")
          String reason) {
    var answer = patiently(id, "enable", Reply.object().put("reason", reason));
    var status = answer.json().path("status").asString();
    return examined(answer, status.equals("on") || status.equals("enabling"));
  }

  @Command(name = "preflight", description = "Look now whether one job has all that it needs.")
  int preflight(@Parameters(paramLabel = "JOB") String id) {
    var answer = patiently(id, "preflight", Reply.object());
    return examined(answer, !answer.json().at("/preflight/status").asString().equals("failed"));
  }

  private Reply patiently(String id, String verb, ObjectNode body) {
    return caller.post(
        noun.path(id) + "/" + verb,
        body,
        Map.of("Prefer", PATIENCE, "Idempotency-Key", UUID.randomUUID().toString()));
  }

  private int examined(Reply answer, boolean good) {
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      new JobSheet(caller.screen(), drawing()).examined(answer.json());
    }
    return Cli.outcome(good);
  }

  @Command(name = "disable", description = "Take one job out of service.")
  int disable(
      @Parameters(paramLabel = "JOB") String id,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "disabled from the shell")
          String reason) {
    return ordered(id, "disable", Reply.object().put("reason", reason));
  }

  @Command(name = "pause", description = "Skip one job's instants until a time.")
  int pause(
      @Parameters(paramLabel = "JOB") String id,
      @Option(
              names = "--until",
              paramLabel = "TIME",
              required = true,
              description = "Like 2027-01-07T09:00:00+01:00, at most 366 days ahead.")
          String until,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "paused from the shell")
          String reason) {
    return ordered(id, "pause", Reply.object().put("until", until).put("reason", reason));
  }

  private int ordered(String id, String verb, ObjectNode body) {
    var answer = caller.post(noun.path(id) + "/" + verb, body);
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      new JobSheet(caller.screen(), drawing()).headline(answer.json());
    }
    return 0;
  }

  @Command(name = "run", description = "Run one job once, now, whether or not it is enabled.")
  int run(
      @Parameters(paramLabel = "JOB") String id,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "run from the shell")
          String reason,
      @Option(names = "--watch", description = "Follow the run until it has ended.")
          boolean watch) {
    var answer = caller.post(noun.path(id) + "/run", Reply.object().put("reason", reason));
    var run = answer.json().path("run").asString();
    if (watch) {
      return new RunView(caller).watch(run, RunsCommand.LONGEST_WATCH);
    }
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
      return 0;
    }
    caller.screen().line(run);
    caller.screen().note("begun; follow it with: holdfast runs watch " + run);
    return 0;
  }

  @Command(
      name = "backfill",
      description = "Run the instants of a past range that never ran, one after the other.",
      footerHeading = "%nExamples:%n",
      footer =
          "  holdfast jobs backfill watch --from 2026-11-23T00:00:00Z --to 2026-11-23T06:00:00Z")
  int backfill(
      @Parameters(paramLabel = "JOB") String id,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              required = true,
              description = "Instants after this one …")
          String from,
      @Option(
              names = "--to",
              paramLabel = "TIME",
              required = true,
              description = "… and up to this one; at most 1000 of them.")
          String to) {
    return ordered(id, "backfill", Reply.object().put("from", from).put("to", to));
  }

  @Command(name = "instants", description = "List what came of one job's instants, newest first.")
  int instants(@Parameters(paramLabel = "JOB") String id, @Mixin Page page) {
    var answer = caller.get(noun.path(id) + "/instants" + page.query());
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
    } else {
      new InstantTable(caller.screen()).show(answer.json());
    }
    return 0;
  }

  @Command(name = "changes", description = "List who changed one job, when, why and how.")
  int changes(
      @Parameters(paramLabel = "JOB") String id,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "How many (default: 20, most: 100).")
          int limit,
      @Option(
              names = "--cursor",
              paramLabel = "CURSOR",
              defaultValue = "",
              description = "Where the list goes on.")
          String cursor) {
    return new JobChanges(caller, noun.path(id) + "/changes").show(limit, cursor);
  }

  @Command(name = "remove", description = "Remove one job; what it has done stays on record.")
  int remove(
      @Parameters(paramLabel = "JOB") String id,
      @Option(
              names = "--revision",
              paramLabel = "N",
              defaultValue = "",
              description = "Only if it is this one.")
          String revision,
      @Option(names = "--reason", paramLabel = "WHY", defaultValue = "removed from the shell")
          String reason) {
    var revisions = new Revisions(caller, noun.path(id));
    return noun.sheet(revisions.remove(revision, reason));
  }
}
