package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.StreamId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Everything that a ledger in memory keeps, with what finds the ready, the leased and the due
/// without a search. One lock guards it all.
final class MemoryTables {
  private final Map<Kind, TreeMap<Long, Kept>> streams = new EnumMap<>(Kind.class);
  private final TreeMap<Long, SealedEntry> entries = new TreeMap<>();
  private final Map<String, Memory> memories = new HashMap<>();
  private final Set<Standing.Proof> verdicts = new HashSet<>();
  private final Map<Line, TreeSet<Waiting>> lines = new HashMap<>();
  private final Map<Hint.Lane, Integer> leases = new HashMap<>();
  private final TreeSet<Due> due = new TreeSet<>();

  MemoryTables() {
    for (var kind : Kind.values()) {
      streams.put(kind, new TreeMap<>());
    }
  }

  /// A stream as it was written last.
  record Kept(Row row, Standing standing) {}

  /// Those who wait in one lane for the same hands.
  record Line(Kind kind, String lane, Hands hands) {}

  private record Waiting(int priority, long key) implements Comparable<Waiting> {
    private static final Comparator<Waiting> ORDER =
        Comparator.comparingInt(Waiting::priority).thenComparingLong(Waiting::key);

    @Override
    public int compareTo(Waiting other) {
      return ORDER.compare(this, other);
    }
  }

  private record Due(Instant at, StreamId id) implements Comparable<Due> {
    private static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at)
            .thenComparing(due -> due.id().kind())
            .thenComparingLong(due -> due.id().key());

    @Override
    public int compareTo(Due other) {
      return ORDER.compare(this, other);
    }
  }

  synchronized List<Row> rows(Collection<StreamId> ids) {
    return ids.stream().distinct().flatMap(id -> kept(id).stream()).map(Kept::row).toList();
  }

  synchronized List<Memory> memories(Collection<String> keyIds) {
    return keyIds.stream().distinct().map(memories::get).filter(Objects::nonNull).toList();
  }

  synchronized List<StreamId> ready(Line line, int max) {
    return lines.getOrDefault(line, new TreeSet<>()).stream()
        .limit(max)
        .map(waiting -> new StreamId(line.kind(), waiting.key()))
        .toList();
  }

  synchronized int leased(Hint.Lane lane) {
    return leases.getOrDefault(lane, 0);
  }

  synchronized List<StreamId> due(Instant now, int max) {
    return due.stream().takeWhile(next -> !next.at().isAfter(now)).limit(max).map(Due::id).toList();
  }

  synchronized Optional<Instant> nextDue(Instant now) {
    return due.stream().map(Due::at).filter(at -> at.isAfter(now)).findFirst();
  }

  synchronized Optional<Instant> earliestDue(Kind kind) {
    return due.stream().filter(next -> next.id().kind() == kind).map(Due::at).findFirst();
  }

  synchronized long waiting(Kind kind, String lane) {
    return Stream.of(Hands.values())
        .mapToLong(hands -> lines.getOrDefault(new Line(kind, lane, hands), new TreeSet<>()).size())
        .sum();
  }

  synchronized Optional<SealedEntry> entry(long id) {
    return Optional.ofNullable(entries.get(id));
  }

  synchronized Optional<SealedEntry> lastEntry(int desk) {
    return Optional.ofNullable(entries.lowerEntry(Entry.id(desk + 1, 0))).map(Map.Entry::getValue);
  }

  synchronized List<SealedEntry> entries(long after, int limit) {
    return entries.tailMap(after, false).values().stream().limit(limit).toList();
  }

  /// A copy of what is kept of one kind, by key.
  synchronized List<Kept> all(Kind kind) {
    return List.copyOf(table(kind).values());
  }

  /// The same of several kinds, all at one moment.
  synchronized Map<Kind, List<Kept>> all(Set<Kind> kinds) {
    var all = new EnumMap<Kind, List<Kept>>(Kind.class);
    kinds.forEach(kind -> all.put(kind, all(kind)));
    return all;
  }

  synchronized boolean passed(Standing.Proof proof) {
    return verdicts.contains(proof);
  }

  synchronized Commit enter(Leaf leaf) {
    if (leaf.streams().stream().anyMatch(this::contradicts)
        || leaf.entries().stream().anyMatch(entry -> entries.containsKey(entry.id()))
        || leaf.memories().stream().anyMatch(memory -> memories.containsKey(memory.key().id()))) {
      return new Commit.Conflicted();
    }
    var proofs = proofs(leaf);
    if (leaf.streams().stream().anyMatch(written -> isUngated(written, proofs))) {
      return Commit.Refused.ungated();
    }
    verdicts.addAll(proofs);
    leaf.streams().forEach(this::keep);
    leaf.entries().forEach(entry -> entries.put(entry.id(), entry));
    leaf.memories().forEach(memory -> memories.put(memory.key().id(), memory));
    return new Commit.Done();
  }

  private boolean contradicts(Written written) {
    long version = kept(written.id()).map(kept -> kept.row().version()).orElse(0L);
    return version != written.expected();
  }

  private static Set<Standing.Proof> proofs(Leaf leaf) {
    var proofs = new HashSet<Standing.Proof>();
    leaf.streams().stream()
        .filter(written -> written.id().kind() == Kind.TASK)
        .forEach(written -> written.standing().proof().ifPresent(proofs::add));
    return proofs;
  }

  private boolean isUngated(Written written, Set<Standing.Proof> fresh) {
    return written.id().kind() == Kind.DELIVERY
        && written.expected() == 0
        && written
            .standing()
            .proof()
            .filter(proof -> !fresh.contains(proof) && !verdicts.contains(proof))
            .isPresent();
  }

  /// Puts a stream in its place, whatever was there.
  synchronized void keep(Written written) {
    kept(written.id()).ifPresent(before -> leave(written.id(), before.standing()));
    var row = new Row(written.id(), written.version(), written.entry(), written.state());
    table(written.id().kind()).put(written.id().key(), new Kept(row, written.standing()));
    arrive(written.id(), written.standing());
  }

  private void arrive(StreamId id, Standing standing) {
    standing.dueAt().ifPresent(at -> due.add(new Due(at, id)));
    standing
        .queue()
        .ifPresent(queue -> {
          if (queue.place() == Place.READY) {
            lines
                .computeIfAbsent(line(id, queue), _ -> new TreeSet<>())
                .add(new Waiting(queue.priority(), id.key()));
          } else {
            leases.merge(new Hint.Lane(id.kind(), queue.lane()), 1, Integer::sum);
          }
        });
  }

  private void leave(StreamId id, Standing standing) {
    standing.dueAt().ifPresent(at -> due.remove(new Due(at, id)));
    standing
        .queue()
        .ifPresent(queue -> {
          if (queue.place() == Place.READY) {
            Objects.requireNonNull(lines.get(line(id, queue)))
                .remove(new Waiting(queue.priority(), id.key()));
          } else {
            leases.merge(new Hint.Lane(id.kind(), queue.lane()), -1, Integer::sum);
          }
        });
  }

  private static Line line(StreamId id, Standing.Queue queue) {
    return new Line(id.kind(), queue.lane(), queue.hands());
  }

  synchronized Optional<Kept> find(Kind kind, long key) {
    return Optional.ofNullable(table(kind).get(key));
  }

  private Optional<Kept> kept(StreamId id) {
    return find(id.kind(), id.key());
  }

  private Map<Long, Kept> table(Kind kind) {
    return Objects.requireNonNull(streams.get(kind));
  }
}
