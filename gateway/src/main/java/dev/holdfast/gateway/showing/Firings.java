package dev.holdfast.gateway.showing;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.Firing;
import dev.holdfast.core.scheduling.InstantRules;
import dev.holdfast.core.scheduling.InstantState;
import java.util.Optional;

/// Which moment of which job a run is for.
final class Firings {
  private Firings() {}

  /// Empty for a run that a request caused.
  static Optional<Firing> of(Streams streams, StreamId run) {
    return streams.find(run.as(Kind.INSTANT), InstantState.class).flatMap(kept -> of(kept.state()));
  }

  private static Optional<Firing> of(InstantState state) {
    return switch (state) {
      case InstantState.New _, InstantState.Lapsed _ -> Optional.empty();
      case InstantState.Waiting _,
          InstantState.Running _,
          InstantState.Ran _,
          InstantState.Skipped _ ->
          Optional.of(InstantRules.firing(state));
    };
  }
}
