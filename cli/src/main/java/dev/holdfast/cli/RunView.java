package dev.holdfast.cli;

import dev.holdfast.cli.link.Failure;
import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.Timeline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/// One run, as a timeline with a last line that says how it stands.
final class RunView {
  private static final Set<String> BAD = Set.of("failed", "escalated", "cancelled");
  private static final Set<String> OPEN = Set.of("waiting", "working");

  private final Caller caller;

  RunView(Caller caller) {
    this.caller = caller;
  }

  /// Shows a run as it stands now.
  int show(String id) {
    var answer = caller.get(path(id));
    var run = answer.json();
    if (caller.wantsJson()) {
      caller.screen().line(answer.text());
      return Cli.outcome(isGoodSoFar(run));
    }
    headline(run);
    var timeline = new Timeline(caller.screen());
    var evidence = caller.get(path(id) + "/evidence").json();
    evidence.path("events").forEach(step -> tell(timeline, step));
    return footline(run);
  }

  /// Follows a run until it and its messages have ended, or the time is over.
  int watch(String id, Duration atMost) {
    if (!caller.wantsJson()) {
      headline(caller.get(path(id)).json());
    }
    follow(id, atMost);
    var run = caller.get(path(id)).json();
    return caller.wantsJson() ? Cli.outcome(isGoodSoFar(run)) : footline(run);
  }

  private void follow(String id, Duration atMost) {
    var timeline = new Timeline(caller.screen());
    var following =
        new FutureTask<>(() -> {
          caller.api().events(path(id) + "/events", text -> told(timeline, text));
          return id;
        });
    Thread.ofVirtual().name("follow").start(following);
    try {
      following.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // How it stands by then is shown below.
      following.cancel(true);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Failure failure
          ? failure
          : new IllegalStateException("the run could not be followed", failed.getCause());
    } catch (InterruptedException _) {
      following.cancel(true);
      Thread.currentThread().interrupt();
    }
  }

  private boolean told(Timeline timeline, String text) {
    if (caller.wantsJson()) {
      caller.screen().line(text);
    } else {
      tell(timeline, Reply.read(text));
    }
    return true;
  }

  private static String path(String id) {
    return "/v1/runs/" + Words.escaped(id);
  }

  private static void tell(Timeline timeline, JsonNode step) {
    timeline.tell(step.path("at").asString(""), step.path("event"));
  }

  private void headline(JsonNode run) {
    var palette = caller.screen().palette();
    var agent = run.path("tasks").path(0).path("agent").asString("");
    caller
        .screen()
        .line(
            palette.strong(run.path("run").asString())
                + "  contract "
                + run.path("contract").asString()
                + (agent.isEmpty() ? "" : ", agent " + agent));
  }

  private int footline(JsonNode run) {
    var status = run.path("status").asString();
    var palette = caller.screen().palette();
    if (OPEN.contains(status)) {
      caller
          .screen()
          .line(
              palette.doubtful("… " + status)
                  + "; follow it with: holdfast runs watch "
                  + run.path("run").asString());
      return 0;
    }
    caller
        .screen()
        .line(isGoodSoFar(run) ? palette.good("✓ " + status) : palette.bad("✗ " + status));
    return Cli.outcome(isGoodSoFar(run));
  }

  /// Whether a run's status is no bad end.
  static boolean isGoodSoFar(JsonNode run) {
    return !BAD.contains(run.path("status").asString(""));
  }
}
