package dev.holdfast.core.path;

import dev.holdfast.core.Event;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.channel.ChannelEvent;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryEvent;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.effect.EffectEvent;
import dev.holdfast.core.effect.EffectState;
import dev.holdfast.core.models.CooldownEvent;
import dev.holdfast.core.models.viability.ViabilityEvent;
import dev.holdfast.core.routing.RequestEvent;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.run.RunEvent;
import dev.holdfast.core.run.RunState;
import dev.holdfast.core.scheduling.InstantEvent;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.core.scheduling.JobEvent;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.TopicEvent;
import dev.holdfast.core.security.TokenEvent;
import dev.holdfast.core.session.SessionEvent;
import dev.holdfast.core.spend.BudgetEvent;
import dev.holdfast.core.spend.BudgetState;
import java.time.Instant;
import java.util.List;

/// From a fact of one stream to orders for others.
public final class Path {
  private final Versions<Policy> policy;

  public Path(Versions<Policy> policy) {
    this.policy = policy;
  }

  /// One fact, and the stream's state before and after it.
  public record Step(StreamId id, State before, Event event, State after) {}

  /// What the fact orders of other streams, in this order.
  public List<Order> follow(Step step, Instant now) {
    return switch (step.event()) {
      case RequestEvent.Accepted accepted -> RequestPath.accepted(step.id(), accepted, policy);
      case RequestEvent.Settled _ -> List.of();
      case SessionEvent event -> session(event);
      case RunEvent event -> run(step, event, now);
      case TaskEvent event ->
          new TaskPath(step.id(), (TaskState) step.after(), policy, now).follow(event);
      case DeliveryEvent event ->
          DeliveryPath.follow(step.id(), (DeliveryState) step.before(), event);
      case JobEvent event ->
          new JobPath((JobState) step.before(), (JobState) step.after(), policy, now).follow(event);
      case InstantEvent event ->
          new InstantPath(step.id(), (InstantState) step.after(), policy).follow(event);
      case TopicEvent event -> TopicPath.follow(event);
      case EffectEvent event -> EffectPath.follow(step.id(), (EffectState) step.before(), event);
      case BudgetEvent event ->
          new BudgetPath(step.id(), (BudgetState) step.after(), policy.now(), now).follow(event);
      case ChannelEvent _, TokenEvent _, CooldownEvent _, ViabilityEvent _ -> List.of();
      default -> throw new IllegalStateException("no path for " + step.event());
    };
  }

  private List<Order> run(Step step, RunEvent event, Instant now) {
    return new RunPath(step.id(), (RunState) step.after(), policy, now).follow(event);
  }

  private static List<Order> session(SessionEvent event) {
    return switch (event) {
      case SessionEvent.TurnStarted(var run) ->
          List.of(new Order(new StreamId(Kind.RUN, run), new RunCommand.Start()));
      case SessionEvent.TurnEnded(_, var delivery, var after) -> inTurn(delivery, after);
      case SessionEvent.Opened _, SessionEvent.Queued _, SessionEvent.Withdrawn _ -> List.of();
    };
  }

  /// The reply goes when the one before it has ended.
  private static List<Order> inTurn(long delivery, long after) {
    if (delivery == 0) {
      return List.of();
    }
    return List.of(
        after == 0
            ? new Order(new StreamId(Kind.DELIVERY, delivery), new DeliveryCommand.Release())
            : new Order(new StreamId(Kind.DELIVERY, after), new DeliveryCommand.Precede(delivery)));
  }
}
