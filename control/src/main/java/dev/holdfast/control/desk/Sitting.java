package dev.holdfast.control.desk;

import dev.holdfast.core.Command;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.path.Rulebook;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Entry;
import dev.holdfast.ledger.Memory;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.SealedEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides the dockets of one page. A docket is decided whole: if any of its orders needs a stream
/// that is not there, the docket waits for the next round, in which everything that was missed has
/// been read at once. So entries stand in the order of their decisions, and replaying them one
/// after the other gives the same.
final class Sitting {
  /// Longer than any path from a first stream to its farthest relative.
  private static final int ROUNDS_MAX = 24;

  private final Bench bench;
  private final Page page;
  private final Trust trust;
  private final Chain chain;
  private final Map<StreamId, Held> held = new LinkedHashMap<>();
  private final Map<StreamId, Held> read = new LinkedHashMap<>();
  private final Map<Pending, Answer> answers = new LinkedHashMap<>();
  private final List<SealedEntry> entries = new ArrayList<>();
  private final List<Memory> memories = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  /// Whether streams that are said to be new are taken to be.
  enum Trust {
    FRESH_KEYS,
    NOTHING
  }

  /// What every sitting works with.
  record Bench(
      Rulebook rulebook, Decider decider, Memorized memorized, Codec codec, Admission admission) {}

  /// Where the desk's entries stand.
  record Chain(int desk, long lastSequence, String lastHash) {}

  Sitting(Bench bench, Page page, Trust trust, Chain chain) {
    this.bench = bench;
    this.page = page;
    this.trust = trust;
    this.chain = chain;
  }

  /// @param policyVersion the version that is current
  Minutes decide(Dockets dockets, int policyVersion) {
    answers.putAll(dockets.answered());
    var waiting = dockets.open();
    for (int round = 0; !waiting.isEmpty(); round++) {
      if (round > ROUNDS_MAX) {
        throw new IllegalStateException("streams keep missing: " + waiting);
      }
      var wanted = new LinkedHashSet<StreamId>();
      var again = new ArrayList<Docket>();
      for (var docket : waiting) {
        if (!decide(docket, policyVersion, wanted)) {
          again.add(docket);
        }
      }
      read(wanted);
      waiting = again;
    }
    return new Minutes(
        answers, new Minutes.Text(entries, memories, changes), held.values(), dockets.wakings());
  }

  private void read(Set<StreamId> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    for (var row : page.rows(wanted)) {
      read.put(row.id(), bench.memorized().find(row).orElseGet(() -> decoded(row)));
    }
    for (var id : wanted) {
      read.computeIfAbsent(
          id, missing -> Held.unheard(missing, bench.rulebook().initial(missing.kind())));
    }
  }

  private Held decoded(Row row) {
    var state = bench.codec().decode(row.state());
    return new Held(row.id(), row.version(), row.version(), row.entry(), state);
  }

  /// Says whether the docket could be decided; if not, adds what it misses to `wanted` and changes
  /// nothing.
  private boolean decide(Docket docket, int policyVersion, Set<StreamId> wanted) {
    var own = new LinkedHashMap<StreamId, Held>();
    var outcomes = new ArrayList<Outcome>();
    var done = new ArrayList<Order>();
    var facts = new LinkedHashMap<StreamId, Change>();
    int missed = 0;
    for (var order : docket.orders()) {
      switch (bench.decider().decide(order, page.now(), (id, command) -> find(own, id, command))) {
        case Trial.Wants(var id) -> {
          wanted.add(id);
          missed++;
        }
        case Trial.Refused(var refusal) -> outcomes.add(new Outcome.Refused(refusal));
        case Trial.Decided decided -> {
          var refusal =
              missed > 0 ? Optional.<Refusal>empty() : bench.admission().refuse(order, decided);
          if (refusal.isPresent()) {
            outcomes.add(new Outcome.Refused(refusal.get()));
          } else {
            own.putAll(decided.held());
            outcomes.add(done(decided));
            done.add(order);
            decided.changes().forEach(change -> facts.merge(change.id(), change, Sitting::merged));
          }
        }
      }
    }
    if (missed > 0) {
      return false;
    }
    enter(docket, new Entered(own, done, List.copyOf(facts.values()), outcomes), policyVersion);
    return true;
  }

  private Optional<Held> find(Map<StreamId, Held> own, StreamId id, Command command) {
    var here = own.get(id);
    if (here == null) {
      here = held.get(id);
    }
    if (here == null) {
      here = read.get(id);
    }
    if (here != null) {
      return Optional.of(here);
    }
    var known = bench.memorized().find(id);
    if (known.isEmpty() && trust == Trust.FRESH_KEYS && Openings.opens(id, command)) {
      return Optional.of(Held.unheard(id, bench.rulebook().initial(id.kind())));
    }
    return known;
  }

  private static Outcome done(Trial.Decided decided) {
    var changed = new ArrayList<Changed>(decided.changes().size());
    for (var change : decided.changes()) {
      changed.add(new Changed(change, stateOf(decided, change.id())));
    }
    return new Outcome.Done(changed);
  }

  private static State stateOf(Trial.Decided decided, StreamId id) {
    var held = decided.held().get(id);
    if (held == null) {
      throw new IllegalStateException("a change without its stream: " + id);
    }
    return held.state();
  }

  /// Two orders of one docket changed the same stream: the entry tells of it once.
  static Change merged(Change first, Change second) {
    var events = new ArrayList<>(first.events());
    events.addAll(second.events());
    return new Change(first.id(), second.version(), first.previous(), List.copyOf(events));
  }

  private record Entered(
      Map<StreamId, Held> own, List<Order> done, List<Change> facts, List<Outcome> outcomes) {}

  private void enter(Docket docket, Entered decided, int policyVersion) {
    if (decided.facts().isEmpty()) {
      answers.put(docket.pending(), new Answer.Entered(0, decided.outcomes()));
      return;
    }
    long id = Entry.id(chain.desk(), chain.lastSequence() + entries.size() + 1);
    var entry =
        new Entry(id, page.now(), docket.origin(), policyVersion, decided.done(), decided.facts());
    var before = entries.isEmpty() ? chain.lastHash() : entries.getLast().hash();
    entries.add(bench.codec().seal(entry, before));
    decided.own().forEach((stream, became) -> held.put(stream, became.entered(id)));
    changes.addAll(decided.facts());
    bench.admission().count(decided.facts());
    if (!docket.key().isNone()) {
      memories.add(new Memory(docket.key(), id));
    }
    answers.put(docket.pending(), new Answer.Entered(id, decided.outcomes()));
  }
}
