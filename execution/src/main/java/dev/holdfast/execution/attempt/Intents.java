package dev.holdfast.execution.attempt;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.List;

/// Intent before, outcome after: every use of a model or tool passes through here twice. While the
/// desk takes nothing, it is asked again until the attempt's deadline.
public final class Intents {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Doors doors;

  public Intents(Doors doors) {
    this.doors = doors;
  }

  /// Asks to use a tool once.
  public Permission call(Attempt attempt, String tool, Json request) throws InterruptedException {
    var effect = key(attempt, Kind.EFFECT);
    return intend(
        attempt, effect, new TaskCommand.Call(attempt.fence(), effect.key(), tool, request));
  }

  /// Asks to put one question to a model.
  ///
  /// @param estimate what it may cost at most; the task's budget must have room for it
  public Permission ask(Attempt attempt, String model, Json request, Amount estimate)
      throws InterruptedException {
    var effect = key(attempt, Kind.EFFECT);
    return intend(
        attempt,
        effect,
        new TaskCommand.Ask(attempt.fence(), effect.key(), model, request, estimate));
  }

  /// Asks to delegate to a contract of the workspace; what is granted is the child task.
  public Permission delegate(Attempt attempt, String contract, Json input)
      throws InterruptedException {
    var child = key(attempt, Kind.TASK);
    return intend(
        attempt, child, new TaskCommand.Delegate(attempt.fence(), child.key(), contract, input));
  }

  /// Takes a child's accepted result, once.
  public void consume(Attempt attempt, StreamId child) throws InterruptedException {
    bring(attempt, new Order(child, new TaskCommand.Consume(attempt.task().key())));
  }

  /// Says how it ended. If the desk does not hear it before the deadline, the effect becomes
  /// unknown by itself.
  public void settle(Attempt attempt, StreamId effect, Settlement settlement)
      throws InterruptedException {
    settle(attempt, effect, new EffectCommand.Settle(settlement));
  }

  /// The same with what it cost.
  public void settle(Attempt attempt, StreamId effect, EffectCommand.Settle settle)
      throws InterruptedException {
    doors.checkpoints().reached("ack-received");
    bring(attempt, new Order(effect, settle));
  }

  private Permission intend(Attempt attempt, StreamId what, TaskCommand wish)
      throws InterruptedException {
    var permission =
        switch (bring(attempt, new Order(attempt.task(), wish))) {
          case Answers.Done(var changes) -> refused(changes, what);
          case Answers.Denied(var refusal) ->
              refusal.reason() == Refusal.Reason.RULE
                  ? new Permission.Denied(refusal.diagnostic())
                  : new Permission.Over(refusal.diagnostic());
          case Answers.Later(var why) -> new Permission.Over(why);
        };
    if (permission instanceof Permission.Granted) {
      doors.checkpoints().reached("intent-written");
    }
    return permission;
  }

  private static Permission refused(List<Changed> changes, StreamId what) {
    for (var changed : changes) {
      for (var event : changed.change().events()) {
        if (event instanceof TaskEvent.CallRefused(_, _, var why)) {
          return new Permission.Denied(why);
        }
      }
    }
    return new Permission.Granted(what);
  }

  private Answers bring(Attempt attempt, Order order) throws InterruptedException {
    var wait = FIRST_WAIT;
    while (true) {
      long seen = doors.bulletin().changes(attempt.task()).rings();
      var answer = Answers.bring(doors.desk(), attempt.origin(), order);
      if (!(answer instanceof Answers.Later) || attempt.deadline().isOver()) {
        return answer;
      }
      wait = pause(attempt, seen, wait);
    }
  }

  private StreamId key(Attempt attempt, Kind kind) throws InterruptedException {
    var wait = FIRST_WAIT;
    while (true) {
      long seen = doors.bulletin().changes(attempt.task()).rings();
      try {
        return new StreamId(kind, doors.desk().nextKey());
      } catch (LedgerUnavailable unavailable) {
        if (attempt.deadline().isOver()) {
          throw unavailable;
        }
      }
      wait = pause(attempt, seen, wait);
    }
  }

  /// Any news of the task ends the wait: where there is news, there is a desk.
  private Duration pause(Attempt attempt, long seen, Duration wait) throws InterruptedException {
    doors.bulletin().changes(attempt.task()).await(seen, attempt.deadline().atMost(wait).left());
    var doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }
}
