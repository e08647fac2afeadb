package dev.holdfast.execution.models;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Handling;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Counts faults in a row, on this node, and says what they prove. A single fault is nobody's
/// illness. Safe from any thread.
final class Strikes {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<ModelId, Row> rows = new HashMap<>();
  private final Map<Common, Felled> felled = new HashMap<>();

  /// @param since the first of them
  private record Row(int faults, Instant since) {}

  private record Common(String provider, FaultClass fault) {}

  private record Felled(ModelId model, Instant at) {}

  /// A whole answer ends the row.
  synchronized void answered(ModelId model) {
    rows.remove(model);
  }

  /// The scopes that are to be left alone after this fault; often none.
  synchronized Set<String> struck(ModelId model, ModelFault fault, Instant now) {
    if (fault.stale()) {
      return Set.of();
    }
    var handling = Handling.of(fault.kind());
    var scopes = new LinkedHashSet<String>();
    switch (handling.cools()) {
      case NOTHING -> rows.remove(model);
      case KEY -> scopes.add(Scopes.key(model.provider()));
      case MODEL -> {
        if (isEnough(model, handling.strikes(), now) || asksToWait(fault)) {
          rows.remove(model);
          scopes.add(Scopes.model(model));
          widen(model, fault.kind(), now, scopes);
        }
      }
    }
    return scopes;
  }

  private static boolean asksToWait(ModelFault fault) {
    return fault.retryAfter().compareTo(Handling.WAIT_MAX) > 0;
  }

  private boolean isEnough(ModelId model, int strikes, Instant now) {
    var row = rows.getOrDefault(model, new Row(0, now));
    var next =
        now.isAfter(row.since().plus(MINUTE))
            ? new Row(1, now)
            : new Row(row.faults() + 1, row.since());
    rows.put(model, next);
    return next.faults() >= strikes;
  }

  /// A second model of the same provider that fell to the same proves what they have in common.
  private void widen(ModelId model, FaultClass fault, Instant now, Set<String> scopes) {
    var common = new Common(model.provider(), fault);
    var before = felled.put(common, new Felled(model, now));
    if (before == null || before.model().equals(model) || now.isAfter(before.at().plus(MINUTE))) {
      return;
    }
    switch (Handling.shared(fault)) {
      case NOTHING -> {
        // Each by itself.
      }
      case KEY -> scopes.add(Scopes.key(model.provider()));
      case PROVIDER -> scopes.add(Scopes.provider(model.provider()));
    }
  }
}
