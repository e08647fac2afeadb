package dev.holdfast.cli.show;

import static dev.holdfast.cli.show.Telling.text;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/// A job as a person reads it: when, what came of it, and what it would need.
public final class JobSheet {
  private static final String STEP = "  ";

  private final Screen screen;
  private final Palette palette;
  private final Drawing drawing;

  public JobSheet(Screen screen, Drawing drawing) {
    this.screen = screen;
    this.palette = screen.palette();
    this.drawing = drawing;
  }

  /// All of it.
  ///
  /// @param instants the last ones, as the API lists them
  public void show(JsonNode job, JsonNode instants) {
    headline(job);
    last(job);
    line("contract " + text(job, "contract") + ", delivers " + text(job, "delivers"));
    line("topic " + text(job, "topic") + ", owner " + text(job, "owner") + runbook(job));
    author(job);
    turn(job);
    draw(instants);
    preflight(job);
    breaker(job);
  }

  private void line(String text) {
    screen.line(STEP + text);
  }

  /// What it is, how it stands and when it is next.
  public void headline(JsonNode job) {
    screen.line(
        palette.strong(text(job, "job"))
            + STEP
            + status(job)
            + palette.quiet("  revision " + job.path("revision").asString()));
    line(sentence(job));
    service(job);
  }

  private String status(JsonNode job) {
    var status = text(job, "status");
    return switch (status) {
      case "on" -> palette.good("✓ on");
      case "tripped" -> palette.bad("✗ tripped");
      case "off", "over", "removed" -> palette.quiet("· " + status);
      default -> palette.doubtful("… " + status);
    };
  }

  private static String sentence(JsonNode job) {
    var next = job.at("/next/at").asString("");
    var clock = Clock.of(job);
    return text(job, "words")
        + (next.isEmpty() ? "" : "; next " + clock.of(next) + (clock.isUtc() ? " UTC" : ""));
  }

  /// Why it is not in service, and until when.
  private void service(JsonNode job) {
    var clock = Clock.of(job);
    if (job.has("reason")) {
      line("because: " + text(job, "reason"));
    }
    if (job.has("until")) {
      line("until " + clock.of(text(job, "until")));
    }
    var diagnostic = job.path("diagnostic");
    if (diagnostic.isObject()) {
      line(text(diagnostic, "cause"));
      line("impact: " + text(diagnostic, "impact"));
      line("next:   " + text(diagnostic, "nextAction"));
    }
    if (job.has("trialAt")) {
      line("tried again, unseen by anybody, " + clock.of(text(job, "trialAt")));
    }
  }

  private void last(JsonNode job) {
    var clock = Clock.of(job);
    var run = job.path("lastRun");
    if (run.isMissingNode()) {
      line("never ran");
      return;
    }
    var words = "last ran " + clock.of(text(run, "nominal")) + " (" + outcome(run) + ")";
    var delivery = job.path("lastDelivery");
    if (delivery.has("deliveredAt")) {
      words +=
          ", delivered "
              + clock.of(text(delivery, "deliveredAt"))
              + " (receipt "
              + text(delivery, "receipt")
              + ")";
    } else if (delivery.isObject()) {
      words += ", its last message is " + text(delivery, "status");
    }
    line(words);
  }

  private static String outcome(JsonNode run) {
    var word = Stroke.of(text(run, "status")).word();
    return run.has("reason") ? word + ": " + text(run, "reason") : word;
  }

  private static String runbook(JsonNode job) {
    var runbook = job.at("/spec/runbook").asString("");
    return runbook.isEmpty() ? "" : ", runbook " + Sheet.clean(runbook);
  }

  private void author(JsonNode job) {
    var author = job.path("author");
    line(
        "saved "
            + Clock.of(job).of(text(author, "at"))
            + " by "
            + text(author, "name")
            + " ("
            + text(author, "source")
            + "): "
            + text(author, "reason"));
  }

  private void turn(JsonNode job) {
    var clock = Clock.of(job);
    if (job.has("running")) {
      var running = job.path("running");
      line("running for " + clock.of(text(running, "nominal")) + ": " + text(running, "run"));
    }
    if (job.has("waiting")) {
      line("then the one that waits, for " + clock.of(job.at("/waiting/nominal").asString("")));
    }
    if (job.has("backfill")) {
      line("filling in what is left up to " + clock.of(job.at("/backfill/until").asString("")));
    }
  }

  private void draw(JsonNode instants) {
    var strokes = new Strokes(instants);
    if (!strokes.isEmpty()) {
      screen.line("");
      line(strokes.line(drawing, palette));
      line(strokes.legend(drawing, palette) + palette.quiet("  (the newest is on the right)"));
    }
  }

  /// The headline and the preflight.
  public void examined(JsonNode job) {
    headline(job);
    preflight(job);
  }

  private void preflight(JsonNode job) {
    var preflight = job.path("preflight");
    var clock = Clock.of(job);
    var words =
        switch (text(preflight, "status")) {
          case "none" -> "not looked at yet";
          case "wanted" -> "waits for a node that looks";
          case "checking" -> "a node looks at it";
          case "passed" -> "passed " + clock.of(text(preflight, "at")) + holds(clock, preflight);
          default -> "failed " + clock.of(text(preflight, "at"));
        };
    screen.line("");
    screen.line("preflight: " + words);
    for (var part : preflight.path("parts")) {
      boolean passed = part.path("passed").asBoolean(false);
      var mark = passed ? palette.good("✓") : palette.bad("✗");
      line(mark + " " + text(part, "name") + ": " + text(part, "evidence"));
      if (!passed) {
        line(STEP + "next: " + text(part, "nextAction"));
      }
    }
  }

  private static String holds(Clock clock, JsonNode preflight) {
    return preflight.path("holds").asBoolean(false)
        ? ", holds until " + clock.of(text(preflight, "expiresAt"))
        : ", but of something that has changed since, or too long ago";
  }

  private void breaker(JsonNode job) {
    var breaker = job.path("breaker");
    var words = new ArrayList<String>();
    words.add(text(breaker, "status"));
    words.add(breaker.path("failures").asString() + " failures in a row" + limit(job, "failures"));
    if (breaker.path("recent").asInt(0) > 0) {
      words.add(
          breaker.path("recentFailures").asString()
              + " of the last "
              + breaker.path("recent").asString()
              + " runs failed"
              + limit(job, "failing"));
    }
    if (breaker.path("trips").asInt(0) > 0) {
      words.add(breaker.path("trips").asString() + " trips");
    }
    screen.line("breaker:   " + String.join(", ", words));
  }

  private static String limit(JsonNode job, String key) {
    var limit = job.at("/spec/breaker/" + key);
    if (limit.isMissingNode()) {
      return "";
    }
    return " (" + limit.asString() + (key.equals("failing") ? "%" : "") + " trip it)";
  }
}
