package dev.holdfast.core.path;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delegation.Tasks;
import dev.holdfast.core.delegation.Verdict;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.run.Conclusion;
import dev.holdfast.core.run.RunCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a task orders: effects and children while it runs; its run's conclusion, the end of its
/// children and an alert when it has ended.
final class TaskPath {
  private final StreamId task;
  private final TaskState state;
  private final Assignment assignment;
  private final Policy policy;
  private final Instant now;

  TaskPath(StreamId task, TaskState state, Versions<Policy> versions, Instant now) {
    this.task = task;
    this.state = state;
    this.assignment = Tasks.assignment(state);
    this.policy = versions.at(assignment.terms().policyVersion());
    this.now = now;
  }

  List<Order> follow(TaskEvent event) {
    return switch (event) {
      case TaskEvent.CallPermitted(var effect, var tool, var request) ->
          List.of(effect(effect, new EffectCommand.Intend(use(tool, request), deadline())));
      case TaskEvent.ModelAsked(var effect, var model, var request, _) ->
          List.of(effect(effect, new EffectCommand.Intend(use(model, request), deadline())));
      case TaskEvent.CallRefused(var effect, var tool, var why) ->
          List.of(effect(effect, new EffectCommand.Deny(use(tool, Json.NULL), why)));
      case TaskEvent.Delegated(var child, _, var work) ->
          List.of(new Order(new StreamId(Kind.TASK, child), new TaskCommand.Offer(work, "")));
      case TaskEvent.Accepted(var output, _, _) -> ended(new Conclusion.Passed(output));
      case TaskEvent.Rejected(var verdict) -> ended(new Conclusion.GaveUp(rejected(verdict)));
      case TaskEvent.Failed(var why) -> ended(new Conclusion.GaveUp(why));
      case TaskEvent.Expired(var why) -> ended(new Conclusion.GaveUp(why));
      case TaskEvent.Cancelled(var reason) -> ended(new Conclusion.GaveUp(cancelled(reason)));
      case TaskEvent.Escalated(var why, var to) -> escalated(why, to);
      case TaskEvent.Offered _,
          TaskEvent.Leased _,
          TaskEvent.Extended _,
          TaskEvent.Judged _,
          TaskEvent.Reworked _,
          TaskEvent.AttemptFailed _,
          TaskEvent.LeaseLost _,
          TaskEvent.TimeSpent _,
          TaskEvent.Rested _,
          TaskEvent.Reoffered _,
          TaskEvent.Consumed _,
          TaskEvent.Accounted _,
          TaskEvent.Discarded _ ->
          List.of();
    };
  }

  private static Order effect(long key, EffectCommand command) {
    return new Order(new StreamId(Kind.EFFECT, key), command);
  }

  private Use use(String tool, Json request) {
    long fence = Tasks.progress(state).fence().number();
    return new Use(task.key(), assignment.run(), fence, tool, request, assignment.correlation());
  }

  private Instant deadline() {
    return state instanceof TaskState.Leased leased ? leased.deadline() : now;
  }

  private List<Order> ended(Conclusion conclusion) {
    var orders = new ArrayList<Order>();
    if (assignment.run() != 0 && assignment.parent() == 0) {
      orders.add(
          new Order(new StreamId(Kind.RUN, assignment.run()), new RunCommand.Conclude(conclusion)));
    }
    for (long child : Tasks.progress(state).children()) {
      orders.add(
          new Order(
              new StreamId(Kind.TASK, child),
              new TaskCommand.Discard("the task that delegated it has ended")));
    }
    return orders;
  }

  /// The alert's key follows the task's, so that one task escalates once.
  private List<Order> escalated(Diagnostic why, String to) {
    var orders = new ArrayList<>(ended(new Conclusion.HandedOver(why)));
    var regarding =
        new Message.Regarding(assignment.actor(), "", assignment.run(), assignment.correlation());
    var content = Letter.alert(task + " needs a person", why);
    var message =
        new Letter(MessageKind.ALERT, to, content, regarding)
            .message("alert/" + task, new Provenance.Diagnosed(), policy, now);
    orders.add(
        new Order(
            new StreamId(Kind.DELIVERY, task.key() + 1),
            new DeliveryCommand.Intend(message, DeliveryCommand.Start.READY)));
    return orders;
  }

  private static Diagnostic rejected(Verdict verdict) {
    return new Diagnostic(
        "gate-rejected",
        "The result did not pass the gate: " + verdict.findings(),
        "It was withheld.",
        "Look at the verdict's evidence, mend the agent or the contract, and ask again.");
  }

  private static Diagnostic cancelled(String reason) {
    return new Diagnostic(
        "cancelled",
        "The task was cancelled: " + reason,
        "There is no result.",
        "Ask again if it is still wanted.");
  }
}
