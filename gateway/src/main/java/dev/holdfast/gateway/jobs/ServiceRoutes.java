package dev.holdfast.gateway.jobs;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.InstantEvent;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.ordering.Facts;
import dev.holdfast.gateway.waiting.Patience;
import dev.holdfast.gateway.waiting.Preference;
import dev.holdfast.gateway.waiting.RunSignals;
import dev.holdfast.ledger.Change;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/// What somebody asks of a job that is there: to be enabled, disabled, paused, looked at, run now,
/// or to make up for a range of the past.
final class ServiceRoutes {
  private static final int TAKEN = 202;

  private final Counter counter;
  private final Jobs jobs;
  private final RunSignals signals;

  ServiceRoutes(Counter counter, Jobs jobs, RunSignals signals) {
    this.counter = counter;
    this.jobs = jobs;
    this.signals = signals;
  }

  List<Route> routes() {
    return List.of(
        verb(
            "enable",
            "Enable a job as soon as its preflight passes; with `Prefer: wait=20` the answer waits"
                + " for that",
            "Reason",
            (call, form) -> new JobCommand.Enable(reason(call, form, "enabled"))),
        verb(
            "disable",
            "Take a job out of service",
            "Reason",
            (call, form) -> new JobCommand.Disable(reason(call, form, "disabled"))),
        verb("pause", "Skip a job's instants until a time", "Pause", ServiceRoutes::pause),
        verb(
            "preflight",
            "Ask for a preflight; its report is in the job, with `Prefer: wait=20` in the answer",
            "Nothing",
            (_, _) -> new JobCommand.Examine()),
        verb(
            "backfill",
            "Run the instants of a past range that never ran",
            "Range",
            (_, form) -> backfill(form)),
        Route.post(
            "/v1/jobs/{id}/run",
            Access.OPERATE,
            new Route.Spec("Run a job once, now", "Reason", TAKEN, "JobRun"),
            this::run));
  }

  private Route verb(
      String verb, String summary, String body, BiFunction<Call, Form, JobCommand> reading) {
    return Route.post(
        "/v1/jobs/{id}/" + verb,
        Access.OPERATE,
        new Route.Spec(summary, body, 200, "Job"),
        call -> order(call, reading, _ -> shown(call)));
  }

  private static String reason(Call call, Form form, String done) {
    return form.name("reason", done + " by " + call.caller().name());
  }

  private static JobCommand pause(Call call, Form form) {
    return new JobCommand.Pause(reason(call, form, "paused"), time(form, "until"));
  }

  private static JobCommand backfill(Form form) {
    return new JobCommand.Backfill(time(form, "from"), time(form, "to"));
  }

  private static Instant time(Form form, String name) {
    if (!form.has(name)) {
      form.missing(name);
    }
    return form.time(name, Instant.EPOCH);
  }

  private Reply order(
      Call call, BiFunction<Call, Form, JobCommand> reading, Counter.Rendering rendering)
      throws InterruptedException {
    var form = call.form();
    var command = reading.apply(call, form);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var job = JobRoutes.stream(jobs, call);
    return job.isEmpty()
        ? JobRoutes.missing(call)
        : counter.submit(call, new Order(job.get(), command), rendering);
  }

  /// Waits for the report of a preflight that is under way, for as long as the caller would.
  private Reply shown(Call call) throws InterruptedException {
    var id = call.place("id");
    var patience = new Patience(Preference.wait(call), call.abandoned());
    try (var ear = signals.listen(Jobs.stream(id))) {
      while (jobs.find(id).filter(ServiceRoutes::isLookedAt).isPresent() && !patience.isOver()) {
        ear.await(patience.piece());
      }
    }
    return asItIs(call);
  }

  private static boolean isLookedAt(Job job) {
    return switch (job.preflight()) {
      case Preflight.Wanted _, Preflight.Checking _ -> true;
      case Preflight.None _, Preflight.Done _ -> false;
    };
  }

  private Reply asItIs(Call call) {
    return jobs.find(call.place("id"))
        .map(job -> Reply.ok(jobs.whole(job)).with("ETag", Condition.tag(job)))
        .orElseGet(() -> JobRoutes.missing(call));
  }

  private Reply run(Call call) throws InterruptedException {
    return order(
        call,
        (_, form) -> new JobCommand.Run(reason(call, form, "run")),
        changes -> begun(call, changes));
  }

  /// A second has room for one run by hand.
  private static Reply begun(Call call, List<Change> changes) {
    var instant = Facts.stream(changes, Kind.INSTANT);
    var started = Facts.event(changes, InstantEvent.Started.class);
    if (instant.isEmpty() || started.isEmpty()) {
      return Reply.refused(
          Problems.conflict(
              new Diagnostic(
                  "run-already",
                  "Job '" + call.place("id") + "' was run by hand in this second already.",
                  "No second run was started.",
                  "Look at that run; ask again in a second if another one is wanted.")));
    }
    return Reply.json(TAKEN, run(call, instant.get(), started.get()));
  }

  private static Doc run(Call call, StreamId instant, InstantEvent.Started started) {
    return new Doc()
        .text("job", call.place("id"))
        .text("id", instant.text())
        .time("nominal", started.firing().moment().nominal())
        .text("run", instant.as(Kind.RUN).text());
  }
}
