package dev.holdfast.gateway.tasks;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.ordering.Facts;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.showing.Tasks;
import dev.holdfast.ledger.Change;
import java.util.ArrayList;
import java.util.List;

/// `/v1/tasks`, as whoever offers tasks and looks after them uses it.
public final class TaskRoutes {
  private final Counter counter;
  private final Streams streams;
  private final Offers offers;
  private final Tasks tasks;
  private final Pages pages;

  public TaskRoutes(Counter counter, Streams streams, Offers offers) {
    this.counter = counter;
    this.streams = streams;
    this.offers = offers;
    this.tasks = new Tasks(streams, offers.policy());
    this.pages = new Pages(streams);
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
            "/v1/tasks",
            Access.OPERATE,
            new Route.Spec("Offer a task under a contract", "NewTask", 201, "TaskOffered"),
            this::offer),
        Route.post(
            "/v1/tasks/batch",
            Access.OPERATE,
            new Route.Spec("Offer up to 500 tasks, answered item by item", "NewTasks", 200, "Items")
                .batch(),
            this::offerAll),
        Route.get("/v1/tasks", Access.READ, Route.Spec.of("List tasks", "Tasks"), this::list),
        Route.get("/v1/tasks/{id}", Access.READ, Route.Spec.of("Show a task", "Task"), this::show),
        Route.post(
            "/v1/tasks/{id}/cancel",
            Access.OPERATE,
            new Route.Spec("Cancel a task", "Reason", 200, "Task"),
            this::cancel));
  }

  private Reply offer(Call call) throws InterruptedException {
    return switch (new OfferForm(offers, call).read(call.form(), counter.desk().nextKey())) {
      case OfferForm.Offer.Bad(var problem) -> Reply.refused(problem);
      case OfferForm.Offer.Good(var order) -> counter.submit(call, order, TaskRoutes::offered);
    };
  }

  private static Reply offered(List<Change> changes) {
    var task = task(changes);
    return Reply.json(201, new Doc().text("task", task.text()))
        .with("Location", "/v1/tasks/" + task.text());
  }

  /// The task that was offered: the child, where a parent delegated it.
  private static StreamId task(List<Change> changes) {
    return Facts.event(changes, TaskEvent.Delegated.class)
        .map(delegated -> new StreamId(Kind.TASK, delegated.child()))
        .or(() -> Facts.stream(changes, Kind.TASK))
        .orElseThrow();
  }

  private Reply offerAll(Call call) throws InterruptedException {
    var form = call.form();
    var items = form.items("items", Counter.BATCH_MAX);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var batch = new Batch(items.size());
    var orders = new ArrayList<Counter.Numbered>(items.size());
    for (int i = 0; i < items.size(); i++) {
      switch (new OfferForm(offers, call).read(items.get(i), counter.desk().nextKey())) {
        case OfferForm.Offer.Bad(var bad) -> batch.refuse(i, bad);
        case OfferForm.Offer.Good(var order) -> orders.add(new Counter.Numbered(i, order));
      }
    }
    return batch.submit(
        counter,
        call,
        orders,
        changes -> new Doc().number("status", 201).text("task", task(changes).text()));
  }

  private Reply list(Call call) {
    return pages.list(
        call,
        new Pages.Listing<>(
            Kind.TASK,
            TaskState.class,
            _ -> true,
            kept ->
                tasks
                    .brief(kept.id(), kept.state())
                    .time("changedAt", streams.changedAt(kept.row()))));
  }

  private Reply show(Call call) {
    return call.stream(Kind.TASK)
        .flatMap(id -> streams.find(id, TaskState.class))
        .map(kept -> Reply.ok(tasks.whole(kept.id(), kept.state())))
        .orElseGet(() -> missing(call));
  }

  private Reply cancel(Call call) throws InterruptedException {
    var form = call.form();
    var reason = form.text("reason", "cancelled by " + call.caller().name());
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var kept = call.stream(Kind.TASK).flatMap(id -> streams.find(id, TaskState.class));
    if (kept.isEmpty()) {
      return missing(call);
    }
    var id = kept.get().id();
    return counter.submit(
        call,
        new Order(id, new TaskCommand.Cancel(reason)),
        _ -> Reply.ok(tasks.brief(id, streams.find(id, TaskState.class).orElseThrow().state())));
  }

  static Reply missing(Call call) {
    return Reply.refused(Problems.missing("task " + call.place("id")));
  }
}
