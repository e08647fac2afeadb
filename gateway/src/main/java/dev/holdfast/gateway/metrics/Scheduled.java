package dev.holdfast.gateway.metrics;

import dev.holdfast.core.State;
import dev.holdfast.core.scheduling.Firing;
import dev.holdfast.core.scheduling.InstantEvent;
import dev.holdfast.core.scheduling.InstantSettlement;
import dev.holdfast.core.scheduling.InstantState;
import dev.holdfast.ledger.Meter;
import java.time.Duration;

/// Counts what became of instants, and times how late they were started.
final class Scheduled {
  private static final String INSTANTS = "instants";

  private Scheduled() {}

  /// @param state the instant's, after everything that was entered with the event
  static void count(Meter meter, InstantEvent event, State state) {
    switch (event) {
      case InstantEvent.Started(var firing) -> started(meter, firing);
      case InstantEvent.Begun _ -> {
        if (state instanceof InstantState.Running(var firing)) {
          started(meter, firing);
        }
      }
      case InstantEvent.Settled(var settlement) -> one(meter, word(settlement));
      case InstantEvent.Skipped _ -> one(meter, "skipped");
      case InstantEvent.Recorded(_, var lapse) -> {
        var outcome =
            switch (lapse.kind()) {
              case SKIPPED -> "skipped";
              case MISSED -> "missed";
            };
        meter.count(INSTANTS, lapse.count(), "outcome", outcome);
      }
      case InstantEvent.Waited _, InstantEvent.Met _ -> {}
    }
  }

  private static void one(Meter meter, String outcome) {
    meter.count(INSTANTS, "outcome", outcome);
  }

  private static String word(InstantSettlement settlement) {
    return switch (settlement) {
      case InstantSettlement.Completed _ -> "ran";
      case InstantSettlement.Failed _ -> "failed";
      case InstantSettlement.Cancelled _ -> "cancelled";
    };
  }

  /// Only what was to start at its moment can be late. A clock that was set back makes nothing
  /// early.
  private static void started(Meter meter, Firing firing) {
    switch (firing.moment().cause()) {
      case SCHEDULE, CATCH_UP -> {
        var late = Duration.between(firing.moment().nominal(), firing.startedAt());
        meter.time("instant.lateness", late.isNegative() ? Duration.ZERO : late);
      }
      case BACKFILL, BY_HAND, TRIAL -> {}
    }
  }
}
