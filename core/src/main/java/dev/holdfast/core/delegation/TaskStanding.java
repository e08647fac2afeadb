package dev.holdfast.core.delegation;

import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;

/// What the ledger must know of a task.
final class TaskStanding {
  private TaskStanding() {}

  static Standing of(StreamId id, TaskState state) {
    return switch (state) {
      case TaskState.New() -> Standing.of("new");
      case TaskState.Offered offered ->
          common("offered", offered.assignment())
              .queued(
                  offered.place().lane(),
                  offered.place().hands(),
                  Standing.Place.READY,
                  offered.assignment().priority())
              .due(offered.until());
      case TaskState.Resting resting ->
          common("resting", resting.assignment()).due(resting.until());
      case TaskState.Leased leased ->
          common("leased", leased.assignment())
              .queued(
                  leased.place().lane(),
                  leased.place().hands(),
                  Standing.Place.LEASED,
                  leased.assignment().priority())
              .due(leased.lease().expiresAt());
      case TaskState.Accepted accepted ->
          common(accepted(accepted.handOff()), accepted.assignment())
              .proven(id.key(), accepted.output().sha256());
      case TaskState.Rejected rejected -> common("rejected", rejected.assignment());
      case TaskState.Escalated escalated -> common("escalated", escalated.assignment());
      case TaskState.Failed failed -> common("failed", failed.assignment());
      case TaskState.Expired expired -> common("expired", expired.assignment());
      case TaskState.Cancelled cancelled -> common("cancelled", cancelled.assignment());
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

  private static Standing common(String status, Assignment assignment) {
    return Standing.of(status).under(assignment.run());
  }
}
