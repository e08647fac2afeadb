package dev.holdfast.gateway.tasks;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.ordering.Facts;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.showing.Tasks;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.CommandKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the holder of a lease reports: that it is alive, that it is done, that it failed.
public final class ReportRoutes {
  private static final int SAID_MAX = 1_000;

  private final Counter counter;
  private final Streams streams;

  public ReportRoutes(Counter counter, Streams streams) {
    this.counter = counter;
    this.streams = streams;
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
            "/v1/tasks/{id}/heartbeat",
            Access.WORK,
            new Route.Spec(
                "Extend a lease; learn whether the task was cancelled",
                "Heartbeat",
                200,
                "HeartbeatAnswer"),
            this::heartbeat),
        Route.post(
            "/v1/tasks/{id}/complete",
            Access.WORK,
            new Route.Spec(
                "Report a result; the gate's verdict comes back", "Result", 200, "Judged"),
            this::complete),
        Route.post(
            "/v1/tasks/complete",
            Access.WORK,
            new Route.Spec(
                    "Report up to 500 results, answered item by item", "Results", 200, "Items")
                .batch(),
            this::completeAll),
        Route.post(
            "/v1/tasks/{id}/fail",
            Access.WORK,
            new Route.Spec("Report that an attempt failed", "Failure", 200, "TaskStatus"),
            this::fail));
  }

  private Reply heartbeat(Call call) throws InterruptedException {
    var form = call.form();
    var fence = new Fence(form.whole("fence", 0, Long.MAX_VALUE));
    var lease = form.duration("lease", ClaimRoutes.LEASE);
    var beat = new TaskCommand.Heartbeat(fence, lease, said(form, "progress"), said(form, "usage"));
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var id = call.stream(Kind.TASK);
    return id.isEmpty() ? TaskRoutes.missing(call) : heartbeat(call, id.get(), beat);
  }

  /// Every heartbeat is entered, so that what it says is short.
  private static Json said(Form form, String name) {
    var said = form.json(name);
    if (said.text().length() > SAID_MAX) {
      form.wrong(name, "is longer than " + SAID_MAX + " characters");
    }
    return said;
  }

  private Reply heartbeat(Call call, StreamId id, TaskCommand.Heartbeat beat)
      throws InterruptedException {
    var result = counter.bring(call, new Order(id, beat), CommandKey.NONE);
    return switch (result) {
      case Counter.Result.Done(var changes, _) ->
          Reply.ok(lease(beat.fence(), expiresAt(changes)).flag("cancel", false));
      case Counter.Result.Refused(var refusal) -> notHeld(call, id, beat.fence(), refusal);
    };
  }

  private static Instant expiresAt(List<Change> changes) {
    return Facts.event(changes, TaskEvent.Extended.class).orElseThrow().expiresAt();
  }

  private static Doc lease(Fence fence, Instant expiresAt) {
    return new Doc()
        .doc("lease", new Doc().number("fence", fence.number()).time("expiresAt", expiresAt));
  }

  /// A holder whose task was cancelled is told so; anybody else is refused.
  private Reply notHeld(Call call, StreamId id, Fence fence, Refusal refusal) {
    var kept = streams.find(id, TaskState.class);
    if (kept.isEmpty()) {
      return TaskRoutes.missing(call);
    }
    return kept.get().state() instanceof TaskState.Cancelled cancelled
            && cancelled.progress().fence().equals(fence)
        ? Reply.ok(lease(fence, Instant.EPOCH).flag("cancel", true))
        : Reply.refused(Problem.of(refusal));
  }

  private Reply complete(Call call) throws InterruptedException {
    var id = call.stream(Kind.TASK);
    if (id.isEmpty()) {
      return TaskRoutes.missing(call);
    }
    return switch (ResultForm.read(call.form(), id.get())) {
      case ResultForm.Report.Bad(var problem) -> Reply.refused(problem);
      case ResultForm.Report.Good(var order) ->
          known(call, id.get(), counter.submit(call, order, changes -> Reply.ok(judged(changes))));
    };
  }

  private Reply completeAll(Call call) throws InterruptedException {
    var form = call.form();
    var items = form.items("items", Counter.BATCH_MAX);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var batch = new Batch(items.size());
    var orders = new ArrayList<Counter.Numbered>(items.size());
    for (int i = 0; i < items.size(); i++) {
      switch (ResultForm.read(items.get(i))) {
        case ResultForm.Report.Bad(var bad) -> batch.refuse(i, bad);
        case ResultForm.Report.Good(var order) -> orders.add(new Counter.Numbered(i, order));
      }
    }
    return batch.submit(counter, call, orders, changes -> judged(changes).number("status", 200));
  }

  private static Doc judged(List<Change> changes) {
    var task = changes.getFirst().id();
    var doc = new Doc().text("task", task.text());
    return Facts.event(changes, TaskEvent.Judged.class)
        .map(judged -> doc.doc("verdict", Tasks.verdict(judged.verdict())))
        .orElseGet(() -> doc.text("then", then(changes)));
  }

  /// How it goes on after a failed attempt.
  private static String then(List<Change> changes) {
    return switch ((TaskEvent) changes.getFirst().events().getLast()) {
      case TaskEvent.Rested _ -> "resting";
      case TaskEvent.Escalated _ -> "escalated";
      case TaskEvent.Failed _ -> "failed";
      case TaskEvent event -> dev.holdfast.gateway.http.Words.of(event.getClass());
    };
  }

  private Reply fail(Call call) throws InterruptedException {
    var form = call.form();
    var fence = new Fence(form.whole("fence", 0, Long.MAX_VALUE));
    var fault =
        new Fault(
            form.name("class"),
            form.text("message"),
            form.flag("retryable", true) ? Fault.Retry.WORTHWHILE : Fault.Retry.USELESS);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var id = call.stream(Kind.TASK);
    return id.isEmpty()
        ? TaskRoutes.missing(call)
        : known(
            call,
            id.get(),
            counter.submit(
                call,
                new Order(id.get(), new TaskCommand.Fail(fence, fault)),
                changes -> Reply.ok(judged(changes))));
  }

  /// A refusal about a task that does not exist is a 404.
  private Reply known(Call call, StreamId id, Reply reply) {
    return reply instanceof Reply.Refused && streams.reader().row(id).isEmpty()
        ? TaskRoutes.missing(call)
        : reply;
  }
}
