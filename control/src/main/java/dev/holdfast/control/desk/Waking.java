package dev.holdfast.control.desk;

import dev.holdfast.core.Command;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.path.Rulebook;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.spend.BudgetCommand;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A wake on its way: each stream that is due is brought to the desk by itself.
final class Waking {
  private final Pending pending;
  private final Instant now;
  private final Instant next;
  private final List<Child> children;

  /// Between the looks of a desk that has too many stragglers.
  private static final Duration WHILE = Duration.ofMillis(200);

  private record Child(Docket docket) {
    StreamId id() {
      return docket.orders().getFirst().to();
    }

    Answer answer() {
      return docket.pending().given();
    }
  }

  private Waking(Pending pending, Instant now, Instant next, List<Child> children) {
    this.pending = pending;
    this.now = now;
    this.next = next;
    this.children = children;
  }

  static Waking of(Pending pending, Submission.Wake wake, Page page, Dockets.Files files) {
    var left = files.watch().left();
    if (left.isPositive()) {
      return new Waking(pending, page.now(), page.now().plus(left), List.of());
    }
    var stragglers = files.stragglers();
    var due = page.due(stragglers.reach(wake.max()));
    var choice = stragglers.choose(due, page.now(), wake.max());
    var next =
        switch (choice.rest()) {
          case NONE -> page.nextDue().orElse(Instant.MAX);
          case AT_ONCE -> page.now();
          case IN_A_WHILE -> page.now().plus(WHILE);
        };
    var children = choice.chosen().stream().map(id -> child(wake.origin(), id)).toList();
    return new Waking(pending, page.now(), next, children);
  }

  private static Child child(Origin origin, StreamId id) {
    var given = new Submission.Given(origin, List.of(new Order(id, wake(id))), CommandKey.NONE);
    return new Child(new Docket(new Pending(given), origin, given.orders(), given.key()));
  }

  private static Command wake(StreamId id) {
    return switch (id.kind()) {
      case TASK -> new TaskCommand.Wake();
      case DELIVERY -> new DeliveryCommand.Wake();
      case EFFECT -> new EffectCommand.Wake();
      case JOB -> new JobCommand.Wake();
      case BUDGET -> new BudgetCommand.Wake();
      case MODEL -> new ViabilityCommand.Wake();
      case REQUEST, SESSION, RUN, CHANNEL, TOKEN, TOPIC, INSTANT, COOLDOWN ->
          throw new IllegalStateException(id + " is never due by itself");
    };
  }

  List<Docket> dockets() {
    return children.stream().map(Child::docket).toList();
  }

  /// Answers the wake once every child has been answered.
  ///
  /// @return when something is due again
  Instant conclude(Rulebook rulebook, Stragglers stragglers) {
    var again = next;
    long entry = 0;
    var outcomes = new ArrayList<Outcome>();
    for (var child : children) {
      switch (child.answer()) {
        case Answer.Entered(var entered, var one) -> {
          entry = Math.max(entry, entered);
          outcomes.addAll(one);
          var woken = woken(child.id(), one.getFirst(), rulebook);
          again = earlier(again, stragglers.note(child.id(), woken, now));
        }
        case Answer.Refused(var refusal) -> {
          outcomes.add(new Outcome.Refused(refusal));
          if (isOurs(refusal)) {
            var woken = new Stragglers.Woken.Refused(refusal.diagnostic().cause());
            again = earlier(again, stragglers.note(child.id(), woken, now));
          }
        }
        case Answer.Replayed _ -> throw new IllegalStateException("nobody wakes under a key");
      }
    }
    pending.answer(new Answer.Entered(entry, outcomes));
    return again;
  }

  /// Whether the stream itself was refused, rather than the desk closed.
  private static boolean isOurs(Refusal refusal) {
    return refusal.reason() != Refusal.Reason.UNAVAILABLE
        || refusal.diagnostic().code().equals(Mishaps.DEFECT);
  }

  private Stragglers.Woken woken(StreamId id, Outcome outcome, Rulebook rulebook) {
    return switch (outcome) {
      case Outcome.Refused(var refusal) ->
          new Stragglers.Woken.Refused(refusal.diagnostic().cause());
      case Outcome.Done(var changes) -> {
        boolean done =
            changes.stream()
                .filter(changed -> changed.change().id().equals(id))
                .map(changed -> rulebook.standing(id, changed.state()).dueAt())
                .anyMatch(due -> due.filter(at -> !at.isAfter(now)).isEmpty());
        yield done ? new Stragglers.Woken.Done() : new Stragglers.Woken.StillDue();
      }
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }
}
