package dev.holdfast.core.path;

import dev.holdfast.core.Command;
import dev.holdfast.core.Decision;
import dev.holdfast.core.Event;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Output;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Standing;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.routing.Inbound;
import dev.holdfast.core.routing.RequestCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All streams of a small workspace in memory, with a clock that is set by hand. What is refused
/// changes nothing, as at the desk.
public final class World {
  private final Rulebook rulebook = new Rulebook();
  private final Versions<Policy> policy;
  private final Path path;
  private final Map<StreamId, State> streams = new HashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final Set<Transition> transitions = new LinkedHashSet<>();
  private Instant now = Instant.parse("2026-11-23T09:00:00Z");
  private long lastKey;

  public World(Policy only) {
    this.policy =
        new Versions<>() {
          @Override
          public int current() {
            return 1;
          }

          @Override
          public Policy at(int version) {
            return only;
          }
        };
    this.path = new Path(policy);
  }

  public static Output output(String json) {
    return new Output(new Json(json), "sha-of-" + json);
  }

  public long nextKey() {
    lastKey += StreamId.STRIDE;
    return lastKey;
  }

  public Instant now() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public StreamId ask(String actor, String text) {
    var id = new StreamId(Kind.REQUEST, nextKey());
    var refused = tell(id, new RequestCommand.Accept(inbound(actor, text)));
    if (refused.isPresent()) {
      throw new AssertionError(refused.get());
    }
    return id;
  }

  public static Inbound inbound(String actor, String text) {
    return new Inbound(actor, "support", "", text, Json.NULL, "", new Json("[]"));
  }

  /// Carries out a command and all that follows; the refusal, if it was refused.
  public Optional<Refusal> tell(StreamId to, Command command) {
    var before = new HashMap<>(streams);
    var orders = new ArrayDeque<>(List.of(new Order(to, command)));
    var facts = new ArrayList<Event>();
    while (!orders.isEmpty()) {
      var order = orders.poll();
      switch (rulebook.decide(order.to(), state(order.to()), order.command(), policy, now)) {
        case Decision.Refuse<?>(var refusal) -> {
          streams.clear();
          streams.putAll(before);
          return Optional.of(refusal);
        }
        case Decision.Accept<? extends Event>(var made) -> {
          var from = status(order.to());
          for (var fact : made) {
            facts.add(fact);
            var was = state(order.to());
            var is = rulebook.evolve(order.to().kind(), was, fact);
            streams.put(order.to(), is);
            orders.addAll(path.follow(new Path.Step(order.to(), was, fact, is), now));
          }
          if (!made.isEmpty()) {
            transitions.add(
                new Transition(order.to().kind(), from, name(order.command()), status(order.to())));
          }
        }
      }
    }
    events.addAll(facts);
    return Optional.empty();
  }

  public State state(StreamId id) {
    return streams.getOrDefault(id, rulebook.initial(id.kind()));
  }

  public TaskState task(StreamId any) {
    return (TaskState) state(any.as(Kind.TASK));
  }

  public DeliveryState delivery(StreamId any) {
    return (DeliveryState) state(any.as(Kind.DELIVERY));
  }

  public String status(StreamId id) {
    return standing(id).status();
  }

  public Standing standing(StreamId id) {
    return rulebook.standing(id, state(id));
  }

  public List<StreamId> all(Kind kind) {
    return streams.keySet().stream()
        .filter(id -> id.kind() == kind)
        .sorted(java.util.Comparator.comparingLong(StreamId::key))
        .toList();
  }

  /// What was seen: from one situation by a command to another one.
  public record Transition(Kind kind, String from, String command, String to) {}

  public Set<Transition> transitions() {
    return transitions;
  }

  private static String name(Command command) {
    return command.getClass().getSimpleName();
  }

  public boolean hasSeen(Class<?> fact) {
    return events.stream().anyMatch(fact::isInstance);
  }

  public long count(Class<? extends Event> fact) {
    return events.stream().filter(fact::isInstance).count();
  }
}
