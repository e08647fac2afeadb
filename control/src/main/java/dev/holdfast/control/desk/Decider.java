package dev.holdfast.control.desk;

import dev.holdfast.core.Command;
import dev.holdfast.core.Decision;
import dev.holdfast.core.Event;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.path.Path;
import dev.holdfast.core.path.Rulebook;
import dev.holdfast.ledger.Change;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Decides one order and everything that follows from it, in memory. Used by the desk, and again by
/// whoever replays the ledger.
public final class Decider {
  /// More follow-ups than any path has; reaching it means that orders run in a circle.
  private static final int STEPS_MAX = 10_000;

  private final Rulebook rulebook;
  private final Versions<Policy> policy;
  private final Path path;

  public Decider(Rulebook rulebook, Versions<Policy> policy) {
    this.rulebook = rulebook;
    this.policy = policy;
    this.path = new Path(policy);
  }

  /// @param find gives a stream as it is now, or nothing when it must be read first
  Trial decide(Order root, Instant now, BiFunction<StreamId, Command, Optional<Held>> find) {
    var held = new LinkedHashMap<StreamId, Held>();
    var events = new LinkedHashMap<StreamId, List<Event>>();
    var orders = new ArrayDeque<Order>(List.of(root));
    for (int steps = 0; !orders.isEmpty(); steps++) {
      if (steps > STEPS_MAX) {
        throw new IllegalStateException("orders run in a circle from " + root);
      }
      var order = orders.poll();
      var known =
          Optional.ofNullable(held.get(order.to()))
              .or(() -> find.apply(order.to(), order.command()));
      if (known.isEmpty()) {
        return new Trial.Wants(order.to());
      }
      switch (rulebook.decide(order.to(), known.get().state(), order.command(), policy, now)) {
        case Decision.Refuse<?>(var refusal) -> {
          return new Trial.Refused(refusal);
        }
        case Decision.Accept<? extends Event>(var facts) -> {
          if (!facts.isEmpty()) {
            held.put(order.to(), evolve(known.get(), facts, now, orders));
            events.computeIfAbsent(order.to(), _ -> new ArrayList<>()).addAll(facts);
          }
        }
      }
    }
    return new Trial.Decided(held, changes(held, events));
  }

  private Held evolve(
      Held known, List<? extends Event> facts, Instant now, ArrayDeque<Order> orders) {
    var state = known.state();
    for (var fact : facts) {
      var before = state;
      state = rulebook.evolve(known.id().kind(), before, fact);
      orders.addAll(path.follow(new Path.Step(known.id(), before, fact, state), now));
    }
    return known.advance(state);
  }

  private static List<Change> changes(Map<StreamId, Held> held, Map<StreamId, List<Event>> events) {
    var changes = new ArrayList<Change>(held.size());
    held.forEach((id, stream) -> changes.add(stream.change(List.copyOf(events.get(id)))));
    return changes;
  }
}
