package dev.holdfast.gateway.showing;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.SealedEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What happened to a run, read back from the entries: each change names the entry that changed its
/// stream before.
public final class History {
  /// The most steps that are read back.
  public static final int STEPS_MAX = 500;

  private static final Comparator<Step> IN_ORDER =
      Comparator.comparing((Step step) -> java.time.Instant.parse(step.at()))
          .thenComparingLong(Step::entry)
          .thenComparingInt(Step::place);

  private final Streams streams;
  private final Codec codec = new Codec();

  public History(Streams streams) {
    this.streams = streams;
  }

  /// The run's own steps and those of its request or instant, tasks, deliveries and effects, in
  /// order; of a very long history the latest ones.
  public List<Step> of(StreamId run) {
    var reading = new Reading(Turn.of(streams, run));
    var ids = List.of(run.as(Kind.REQUEST), run.as(Kind.INSTANT), run);
    streams.reader().rows(ids).forEach(reading::walk);
    for (var task : rows(Kind.TASK, run)) {
      reading.walk(task);
      rows(Kind.EFFECT, task.id()).forEach(reading::walk);
    }
    rows(Kind.DELIVERY, run).forEach(reading::walk);
    return reading.steps();
  }

  /// The steps of these streams.
  public List<Step> of(List<Row> rows) {
    var reading = new Reading(Turn.NONE);
    rows.forEach(reading::walk);
    return reading.steps();
  }

  private List<Row> rows(Kind kind, StreamId parent) {
    return streams
        .reader()
        .list(new Reader.Query(kind, "", parent.key(), Long.MAX_VALUE, STEPS_MAX));
  }

  /// The tasks of a run, oldest first.
  public List<Streams.Kept<TaskState>> tasks(StreamId run) {
    return streams.under(run, Kind.TASK, TaskState.class);
  }

  /// One pass over the entries; each is read once.
  private final class Reading {
    private final Turn turn;
    private final Map<Long, JsonNode> entries = new HashMap<>();
    private final Map<String, Step> steps = new HashMap<>();

    Reading(Turn turn) {
      this.turn = turn;
    }

    void walk(Row row) {
      var id = row.id().text();
      long entry = row.entry();
      while (entry != 0 && steps.size() < STEPS_MAX * 2) {
        var tree = entry(entry);
        entry = tree.isPresent() ? collect(tree.get(), id) : 0;
      }
    }

    private Optional<JsonNode> entry(long id) {
      return Optional.ofNullable(
          entries.computeIfAbsent(
              id,
              missing ->
                  streams
                      .reader()
                      .entry(missing)
                      .map((SealedEntry it) -> codec.tree(it))
                      .orElse(null)));
    }

    /// Takes what the entry says about the stream, and about the run's turn in its session or job;
    /// returns the entry before.
    private long collect(JsonNode entry, String stream) {
      long previous = 0;
      int place = 0;
      for (var change : entry.path("changes")) {
        var id = change.path("id").asString();
        boolean own = id.equals(stream);
        if (own) {
          previous = change.path("previous").asLong();
        }
        for (var event : change.path("events")) {
          if (own || turn.isAbout(id, event)) {
            var step =
                new Step(
                    entry.path("entry").asLong(), place, entry.path("at").asString(), id, event);
            steps.put(step.id(), step);
          }
          place++;
        }
      }
      return previous;
    }

    List<Step> steps() {
      var sorted = new ArrayList<>(steps.values());
      sorted.sort(IN_ORDER);
      return sorted.size() <= STEPS_MAX
          ? List.copyOf(sorted)
          : List.copyOf(sorted.subList(sorted.size() - STEPS_MAX, sorted.size()));
    }
  }
}
