package dev.holdfast.control.desk;

import dev.holdfast.core.Kind;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.path.Rulebook;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The streams as a replay of entries makes them, by the same decider that the desk uses.
public final class Replayed {
  private final Versions<Policy> policy;
  private final Rulebook rulebook = new Rulebook();
  private final Map<StreamId, Held> streams = new LinkedHashMap<>();

  public Replayed(Versions<Policy> policy) {
    this.policy = policy;
  }

  public Set<StreamId> streams() {
    return streams.keySet();
  }

  public long count(Kind kind) {
    return streams.keySet().stream().filter(id -> id.kind() == kind).count();
  }

  public long version(StreamId id) {
    return held(id).version();
  }

  public State state(StreamId id) {
    return held(id).state();
  }

  /// Whether every stream that the entry changed is now as the entry found it.
  public boolean isNext(Entry entry) {
    return entry.changes().stream()
        .allMatch(change -> held(change.id()).entry() == change.previous());
  }

  /// Decides the entry's orders again; says what came out otherwise than recorded. The streams then
  /// are as recorded, so that one difference is told once.
  public Optional<String> difference(Entry entry) {
    var again = decide(entry);
    boolean same = again.equals(entry.changes());
    if (!same) {
      adopt(entry);
      return Optional.of("gives " + again + " when decided again");
    }
    return Optional.empty();
  }

  /// Takes the entry's events as they are.
  public void adopt(Entry entry) {
    for (var change : entry.changes()) {
      var state = held(change.id()).state();
      for (var event : change.events()) {
        state = rulebook.evolve(change.id().kind(), state, event);
      }
      streams.put(
          change.id(),
          new Held(change.id(), change.version(), change.version(), entry.id(), state));
    }
  }

  private List<Change> decide(Entry entry) {
    var decider = new Decider(rulebook, at(entry.policyVersion()));
    var own = new HashMap<StreamId, Held>();
    var changes = new LinkedHashMap<StreamId, Change>();
    for (var order : entry.orders()) {
      var trial =
          decider.decide(order, entry.at(), (id, _) -> Optional.of(own.getOrDefault(id, held(id))));
      if (trial instanceof Trial.Decided decided) {
        own.putAll(decided.held());
        decided.changes().forEach(change -> changes.merge(change.id(), change, Sitting::merged));
      }
    }
    if (List.copyOf(changes.values()).equals(entry.changes())) {
      own.forEach((id, held) -> streams.put(id, held.entered(entry.id())));
    }
    return new ArrayList<>(changes.values());
  }

  private Held held(StreamId id) {
    return streams.getOrDefault(id, Held.unheard(id, rulebook.initial(id.kind())));
  }

  /// The policy as it stood then: that version is current, every other one stays readable.
  private Versions<Policy> at(int version) {
    return new Versions<>() {
      @Override
      public int current() {
        return version;
      }

      @Override
      public Policy at(int number) {
        return policy.at(number);
      }
    };
  }
}
