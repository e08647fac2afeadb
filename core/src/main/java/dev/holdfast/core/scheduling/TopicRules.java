package dev.holdfast.core.scheduling;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;

/// Gives a topic to one job at a time. Its fence grows with every owner.
public final class TopicRules
    implements Rules<TopicState, TopicCommand, TopicEvent, SchedulingPolicy> {

  @Override
  public TopicState initial() {
    return new TopicState.New();
  }

  @Override
  public Decision<TopicEvent> decide(
      StreamId id,
      TopicState state,
      TopicCommand command,
      Versions<SchedulingPolicy> policy,
      Instant now) {
    return switch (command) {
      case TopicCommand.Take(var topic, var job, var from) -> take(state, topic, job, from);
      case TopicCommand.Drop(var job) ->
          state instanceof TopicState.Owned(_, var owner, _) && owner.equals(job)
              ? Decision.accept(new TopicEvent.Dropped(job))
              : Decision.nothing();
      case TopicCommand.Confirm(var job, var fence, var delivery) ->
          holds(state, job, fence)
              ? Decision.nothing()
              : Decision.accept(
                  new TopicEvent.Denied(
                      delivery, "job '" + job + "' does not own the topic any more"));
    };
  }

  private static Decision<TopicEvent> take(
      TopicState state, String topic, String job, String from) {
    return switch (state) {
      case TopicState.New() -> Decision.accept(new TopicEvent.Taken(topic, job, "", 1));
      case TopicState.Free(_, var fence) ->
          Decision.accept(new TopicEvent.Taken(topic, job, "", fence + 1));
      case TopicState.Owned(_, var owner, _) when owner.equals(job) -> Decision.nothing();
      case TopicState.Owned(_, var owner, var fence) when owner.equals(from) ->
          Decision.accept(new TopicEvent.Taken(topic, job, owner, fence + 1));
      case TopicState.Owned(var name, var owner, _) ->
          Decision.refuse(Refusal.Reason.CONFLICT, Diagnostics.topicTaken(name, owner));
    };
  }

  private static boolean holds(TopicState state, String job, long fence) {
    return state instanceof TopicState.Owned(_, var owner, var current)
        && owner.equals(job)
        && current == fence;
  }

  @Override
  public TopicState evolve(TopicState state, TopicEvent event) {
    return switch (event) {
      case TopicEvent.Taken(var topic, var job, _, var fence) ->
          new TopicState.Owned(topic, job, fence);
      case TopicEvent.Dropped _ ->
          state instanceof TopicState.Owned(var topic, _, var fence)
              ? new TopicState.Free(topic, fence)
              : state;
      case TopicEvent.Denied _ -> state;
    };
  }

  @Override
  public Standing standing(StreamId id, TopicState state) {
    return switch (state) {
      case TopicState.New() -> Standing.of("new");
      case TopicState.Owned(_, var job, _) ->
          Standing.of("owned").under(StreamId.named(Kind.JOB, job).key());
      case TopicState.Free _ -> Standing.of("free");
    };
  }
}
