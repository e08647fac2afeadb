package dev.holdfast.control.desk;

import dev.holdfast.core.Command;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.scheduling.InstantCommand;

/// Which commands begin a stream. For these the desk does not ask the store whether the stream
/// exists: its key is fresh, and if it should exist after all, the insert conflicts and the page is
/// decided again from what the store says.
final class Openings {
  private Openings() {}

  static boolean opens(StreamId id, Command command) {
    return id.key() < StreamId.NAMED
        && switch (command) {
          case RequestCommand.Accept _,
              RunCommand.Open _,
              TaskCommand.Offer _,
              DeliveryCommand.Intend _,
              EffectCommand.Intend _,
              EffectCommand.Deny _,
              EffectCommand.Report _,
              InstantCommand.Note _ ->
              true;
          // Any other moment may have been run before, and is looked up.
          case InstantCommand.Open(var firing, _) ->
              switch (firing.moment().cause()) {
                case SCHEDULE, CATCH_UP -> true;
                case BACKFILL, BY_HAND, TRIAL -> false;
              };
          default -> false;
        };
  }
}
