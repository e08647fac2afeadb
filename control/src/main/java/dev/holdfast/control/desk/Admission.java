package dev.holdfast.control.desk;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Refuses new work for a lane whose queue is full. What has been accepted is never turned away
/// here: only a new request or task is. The counts are the store's, looked up at most once a second
/// and carried on in between.
final class Admission {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Versions<Policy> policy;
  private final Reader reader;
  private final Map<String, Long> waiting = new HashMap<>();
  private Instant lookedUp = Instant.MIN;

  Admission(Versions<Policy> policy, Reader reader) {
    this.policy = policy;
    this.reader = reader;
  }

  /// At the beginning of a page.
  void begin(Instant now) {
    if (now.isAfter(lookedUp.plus(FRESH)) || now.isBefore(lookedUp)) {
      forget();
      lookedUp = now;
    }
  }

  /// After a page that came to nothing.
  void forget() {
    waiting.clear();
    lookedUp = Instant.EPOCH;
  }

  Optional<Refusal> refuse(Order order, Trial.Decided decided) {
    if (!(order.command() instanceof RequestCommand.Accept
        || order.command() instanceof TaskCommand.Offer)) {
      return Optional.empty();
    }
    for (var held : decided.held().values()) {
      if (held.state() instanceof TaskState.Offered offered) {
        var lane = offered.place().lane();
        var terms = policy.now().delegation().lanes().get(lane);
        if (terms != null && waiting(lane) >= terms.queue()) {
          return Optional.of(full(lane, terms.queue()));
        }
      }
    }
    return Optional.empty();
  }

  void count(List<Change> changes) {
    for (var change : changes) {
      if (change.id().kind() == Kind.TASK) {
        change.events().forEach(event -> count((TaskEvent) event));
      }
    }
  }

  private void count(TaskEvent event) {
    switch (event) {
      case TaskEvent.Offered offered ->
          waiting.computeIfPresent(offered.place().lane(), (_, count) -> count + 1);
      // Which lane it left is not in the fact; the next look-up tells.
      default -> {}
    }
  }

  private long waiting(String lane) {
    return waiting.computeIfAbsent(lane, name -> reader.waiting(Kind.TASK, name));
  }

  /// The finding's place is the lane's in the workspace: who is refused learns which lane it was.
  private static Refusal full(String lane, int queue) {
    var found = queue + " tasks waiting, as many as it may.";
    return new Refusal(
        Refusal.Reason.OVERLOADED,
        new Diagnostic(
            "lane-full",
            "Lane '" + lane + "' has " + found,
            "The work was not accepted.",
            "Send it again later, or give the lane more concurrency or a longer queue."),
        List.of(new Finding("lanes." + lane, "has " + found)));
  }
}
