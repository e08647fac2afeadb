package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.StreamId;
import dev.holdfast.ledger.MemoryTables.Kept;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// Answers from memory, by looking at everything.
final class MemoryReader implements Reader {
  private static final Set<String> RUN_IS_LIVE = Set.of("waiting", "working");
  private static final Set<String> TASK_IS_LIVE = Set.of("offered", "resting", "leased");

  private final MemoryTables tables;

  private final MemorySpend spend;

  MemoryReader(MemoryTables tables) {
    this.tables = tables;
    this.spend = new MemorySpend(tables);
  }

  @Override
  public Optional<Row> row(StreamId id) {
    return tables.rows(List.of(id)).stream().findFirst();
  }

  @Override
  public List<Row> rows(Collection<StreamId> ids) {
    return tables.rows(ids);
  }

  @Override
  public List<Row> list(Query query) {
    ToLongFunction<Kept> cursor =
        query.kind() == Kind.SESSION ? kept -> kept.row().entry() : kept -> kept.row().id().key();
    return tables.all(query.kind()).stream()
        .filter(kept -> cursor.applyAsLong(kept) < query.before())
        .filter(kept -> query.status().isEmpty() || is(kept, query.status()))
        .filter(kept -> query.parent() == 0 || kept.standing().parent() == query.parent())
        .sorted(Comparator.comparingLong(cursor).reversed())
        .limit(query.limit())
        .map(Kept::row)
        .toList();
  }

  @Override
  public List<Row> named(Named query) {
    return tables.all(Kind.JOB).stream()
        .filter(kept -> kept.standing().name().compareTo(query.after()) > 0)
        .filter(kept -> query.status().isEmpty() || is(kept, query.status()))
        .sorted(Comparator.comparing(kept -> kept.standing().name()))
        .limit(query.limit())
        .map(Kept::row)
        .toList();
  }

  @Override
  public Map<StreamId, List<Mark>> marks(Collection<StreamId> jobs, int each) {
    var marks = new HashMap<StreamId, List<Mark>>();
    for (var job : jobs) {
      var newest =
          tables.all(Kind.INSTANT).reversed().stream()
              .filter(kept -> kept.standing().parent() == job.key())
              .limit(each)
              .map(MemoryReader::mark)
              .toList();
      if (!newest.isEmpty()) {
        marks.put(job, newest);
      }
    }
    return marks;
  }

  private static Mark mark(Kept kept) {
    return new Mark(kept.row().id(), kept.standing().status(), kept.standing().weight());
  }

  @Override
  public Map<String, Long> counts(Kind kind) {
    var counts = new TreeMap<String, Long>();
    tables.all(kind).forEach(kept -> counts.merge(kept.standing().status(), 1L, Long::sum));
    return counts;
  }

  @Override
  public Map<Kind, Map<String, Long>> weights(Set<Kind> kinds) {
    var weights = new EnumMap<Kind, Map<String, Long>>(Kind.class);
    tables
        .all(kinds)
        .forEach((kind, all) -> {
          var byStatus = new TreeMap<String, Long>();
          all.forEach(kept ->
              byStatus.merge(kept.standing().status(), kept.standing().weight(), Long::sum));
          weights.put(kind, byStatus);
        });
    return weights;
  }

  @Override
  public long waiting(Kind kind, String lane) {
    return tables.waiting(kind, lane);
  }

  @Override
  public Map<String, Queued> queues(Kind kind) {
    var queues = new TreeMap<String, Queued>();
    for (var kept : tables.all(kind)) {
      var ready = kept.standing().queue().filter(queue -> queue.place() == Place.READY);
      var since = entry(kept.row().entry()).map(SealedEntry::at);
      if (ready.isPresent() && since.isPresent()) {
        var one = new Queued(1, since.get());
        queues.merge(ready.get().lane(), one, MemoryReader::together);
      }
    }
    return queues;
  }

  private static Queued together(Queued some, Queued more) {
    var since = some.since().isBefore(more.since()) ? some.since() : more.since();
    return new Queued(some.waiting() + more.waiting(), since);
  }

  @Override
  public Optional<SealedEntry> entry(long id) {
    return tables.entry(id);
  }

  @Override
  public List<SealedEntry> entries(long after, int limit) {
    return tables.entries(after, limit);
  }

  @Override
  public List<Integer> desks() {
    return tables.entries(0, Integer.MAX_VALUE).stream()
        .map(entry -> Entry.desk(entry.id()))
        .distinct()
        .toList();
  }

  @Override
  public Optional<Instant> earliestDue(Kind kind) {
    return tables.earliestDue(kind);
  }

  @Override
  public List<SpendRow> spend(SpendQuery query) {
    return spend.rows(query);
  }

  @Override
  public Receipts receipts() {
    return spend.receipts();
  }

  @Override
  public long breaches(Law law) {
    return switch (law) {
      case UNGATED_DELIVERY -> count(Kind.DELIVERY, this::isUngated);
      case DOUBLE_TURN ->
          count(Kind.RUN, run -> is(run, "working") && !isAlone(run) && !hasTheTurn(run));
      case DOUBLE_OWNER ->
          count(Kind.TOPIC, topic -> is(topic, "owned") && !isHeld(topic))
              + count(Kind.JOB, job -> job.standing().parent() != 0 && !hasItsTopic(job));
      case LOOSE_INSTANT ->
          count(Kind.INSTANT, instant -> is(instant, "running") && !hasLiveRun(instant))
              + count(Kind.RUN, run -> isAlone(run) && !hasItsInstant(run));
      case LOOSE_REQUEST -> count(Kind.REQUEST, this::isLoose);
      case LOOSE_RUN -> count(Kind.RUN, run -> is(run, "working") && !hasLiveTask(run));
      case LOOSE_EFFECT ->
          count(
              Kind.EFFECT,
              effect ->
                  effect.standing().parent() != 0
                      && tables.find(Kind.TASK, effect.standing().parent()).isEmpty());
      case LOOSE_SPEND -> spend.loose();
      case OVERDRAWN -> spend.overdrawn();
      case UNRESERVED -> spend.unreserved();
    };
  }

  private long count(Kind kind, Predicate<Kept> breaks) {
    return tables.all(kind).stream().filter(breaks).count();
  }

  private boolean isUngated(Kept delivery) {
    return delivery.standing().proof().filter(proof -> !tables.passed(proof)).isPresent();
  }

  private boolean hasTheTurn(Kept run) {
    return tables
        .find(Kind.SESSION, run.standing().parent())
        .filter(session -> is(session, "busy"))
        .filter(session -> session.standing().parent() == run.row().id().key())
        .isPresent();
  }

  /// Without a session: the run of an instant.
  private static boolean isAlone(Kept run) {
    return run.standing().parent() == 0;
  }

  private boolean isHeld(Kept topic) {
    return tables
        .find(Kind.JOB, topic.standing().parent())
        .filter(job -> job.standing().parent() == topic.row().id().key())
        .isPresent();
  }

  private boolean hasItsTopic(Kept job) {
    return tables
        .find(Kind.TOPIC, job.standing().parent())
        .filter(topic -> is(topic, "owned"))
        .filter(topic -> topic.standing().parent() == job.row().id().key())
        .isPresent();
  }

  private boolean hasLiveRun(Kept instant) {
    return tables
        .find(Kind.RUN, instant.row().id().key())
        .filter(run -> RUN_IS_LIVE.contains(run.standing().status()))
        .isPresent();
  }

  private boolean hasItsInstant(Kept run) {
    return tables
        .find(Kind.INSTANT, run.row().id().key())
        .filter(instant -> is(instant, "running") == RUN_IS_LIVE.contains(run.standing().status()))
        .isPresent();
  }

  private boolean isLoose(Kept request) {
    return tables
        .find(Kind.RUN, request.row().id().key())
        .filter(run -> is(request, "accepted") == RUN_IS_LIVE.contains(run.standing().status()))
        .isEmpty();
  }

  private boolean hasLiveTask(Kept run) {
    return tables
        .find(Kind.TASK, run.row().id().key())
        .filter(task -> TASK_IS_LIVE.contains(task.standing().status()))
        .isPresent();
  }

  private static boolean is(Kept kept, String status) {
    return kept.standing().status().equals(status);
  }
}
