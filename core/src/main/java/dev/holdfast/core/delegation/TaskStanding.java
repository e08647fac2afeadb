package dev.holdfast.core.delegation;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import java.util.ArrayList;
import java.util.List;

/// What the ledger must know of a task.
final class TaskStanding {
  private TaskStanding() {}

  static Standing of(StreamId id, TaskState state) {
    return switch (state) {
      case TaskState.New() -> Standing.of("new");
      case TaskState.Offered offered ->
          live("offered", offered.assignment(), offered.progress())
              .queued(
                  offered.place().lane(),
                  offered.place().hands(),
                  Standing.Place.READY,
                  offered.assignment().priority())
              .due(offered.until());
      case TaskState.Resting resting ->
          live("resting", resting.assignment(), resting.progress()).due(resting.until());
      case TaskState.Leased leased ->
          live("leased", leased.assignment(), leased.progress())
              .queued(
                  leased.place().lane(),
                  leased.place().hands(),
                  Standing.Place.LEASED,
                  leased.assignment().priority())
              .due(leased.lease().expiresAt());
      case TaskState.Accepted accepted ->
          ended(accepted(accepted.handOff()), accepted.assignment())
              .proven(id.key(), accepted.output().sha256());
      case TaskState.Rejected rejected -> ended("rejected", rejected.assignment());
      case TaskState.Escalated escalated -> ended("escalated", escalated.assignment());
      case TaskState.Failed failed -> ended("failed", failed.assignment());
      case TaskState.Expired expired -> ended("expired", expired.assignment());
      case TaskState.Cancelled cancelled -> ended("cancelled", cancelled.assignment());
    };
  }

  /// The hand-off is part of the word, so that book B4 can be counted from the table.
  private static String accepted(HandOff handOff) {
    return switch (handOff) {
      case NONE -> "accepted";
      case PRODUCED -> "accepted-produced";
      case CONSUMED -> "accepted-consumed";
      case DISCARDED -> "accepted-discarded";
    };
  }

  private static Standing live(String status, Assignment assignment, Progress progress) {
    var related = new ArrayList<StreamId>();
    if (assignment.run() != 0 && assignment.parent() == 0) {
      related.add(new StreamId(Kind.RUN, assignment.run()));
    }
    progress.children().forEach(child -> related.add(new StreamId(Kind.TASK, child)));
    return ended(status, assignment).with(List.copyOf(related));
  }

  private static Standing ended(String status, Assignment assignment) {
    return Standing.of(status).under(assignment.run());
  }
}
