package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Questions to the ledger. Sees what is committed; safe from any thread; bounded in every answer.
public interface Reader {
  Optional<Row> row(StreamId id);

  List<Row> rows(Collection<StreamId> ids);

  /// Newest first.
  List<Row> list(Query query);

  /// Jobs in the order of their names.
  List<Row> named(Named query);

  /// What became of the newest instants of each of these jobs, newest first. A job that has none is
  /// left out.
  Map<StreamId, List<Mark>> marks(Collection<StreamId> jobs, int each);

  /// How many streams of a kind are in each situation.
  Map<String, Long> counts(Kind kind);

  /// How much the streams of these kinds in each situation weigh: one each, where nothing else is
  /// said. All of them as of the same moment, so that they can be held against each other.
  Map<Kind, Map<String, Long>> weights(Set<Kind> kinds);

  /// How many items wait in a lane.
  long waiting(Kind kind, String lane);

  /// What waits to be taken up, by lane; for deliveries, by channel. A lane in which nothing waits
  /// is left out.
  Map<String, Queued> queues(Kind kind);

  Optional<SealedEntry> entry(long id);

  /// Entries in order of their ids, after the given one.
  List<SealedEntry> entries(long after, int limit);

  /// The desks that ever wrote, by number.
  List<Integer> desks();

  /// The earliest moment at which a stream of this kind was or is due, if any is pending.
  Optional<Instant> earliestDue(Kind kind);

  /// How many times a law is broken that should never be.
  long breaches(Law law);

  /// What was spent, in the order of the parts (by code point).
  List<SpendRow> spend(SpendQuery query);

  /// How many attempts at a model have ended.
  Receipts receipts();

  /// @param known those of which somebody said what they were billed
  record Receipts(long all, long known) {}

  /// @param status empty for all
  /// @param parent zero for all
  /// @param before the cursor: keys (for sessions: entries) smaller than this; [Long#MAX_VALUE] to
  ///   begin
  record Query(Kind kind, String status, long parent, long before, int limit) {}

  /// @param status empty for all
  /// @param after the cursor: names behind this one; empty to begin
  record Named(String status, String after, int limit) {}

  /// @param weight how many instants it stands for
  record Mark(StreamId instant, String status, long weight) {}

  /// @param since when the one that has waited longest was put there
  record Queued(long waiting, Instant since) {}

  /// Laws that span tables.
  enum Law {
    /// B8: a delivery of an agent's output without a passing verdict of the same version.
    UNGATED_DELIVERY,
    /// B9: two runs working in one session, or a working run whose session does not know it.
    DOUBLE_TURN,
    /// B9: a topic whose owner does not hold it, or a job that holds a topic of another.
    DOUBLE_OWNER,
    /// B1: a request without a run, or one that is settled while its run is not, or the other way
    /// round.
    LOOSE_REQUEST,
    /// B2: an instant that is running while its run is not, or the other way round; a run without a
    /// session and without an instant.
    LOOSE_INSTANT,
    /// B3: a run that is working without a task that is.
    LOOSE_RUN,
    /// B6: an effect whose task does not exist.
    LOOSE_EFFECT,
    /// B7: a budget that has not been charged with exactly what the receipts say that it bears.
    LOOSE_SPEND,
    /// B7: a budget of which more is spent and leased than there is.
    OVERDRAWN,
    /// B7: a receipt for which nothing was ever reserved.
    UNRESERVED
  }
}
