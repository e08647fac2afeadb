package dev.holdfast.execution.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Handling;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What faults in a row prove, over thousands of rows of them.
final class StrikesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<ModelId> MODELS =
      List.of(new ModelId("p", "one"), new ModelId("p", "two"), new ModelId("q", "one"));

  private static ModelFault fault(FaultClass kind, Duration asked, boolean stale) {
    return new ModelFault(kind, "", 0, asked, true, stale);
  }

  @Test
  void nothing_is_left_alone_that_was_not_proven() {
    for (long seed = 1; seed <= 3_000; seed++) {
      new Life(seed).live();
    }
  }

  private static final class Life {
    private final Random random;
    private final long seed;
    private final Strikes strikes = new Strikes();
    private final Map<ModelId, List<Instant>> rows = new HashMap<>();
    private final Map<String, Map<ModelId, Instant>> felled = new HashMap<>();
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed * 0x9e3779b97f4a7c15L);
    }

    void live() {
      for (int step = 0; step < 40; step++) {
        now = now.plusMillis(random.nextInt(40_000));
        var model = MODELS.get(random.nextInt(MODELS.size()));
        if (random.nextInt(6) == 0) {
          strikes.answered(model);
          rows.remove(model);
        } else {
          fail(model);
        }
      }
    }

    private void fail(ModelId model) {
      var kind = FaultClass.values()[random.nextInt(FaultClass.values().length)];
      var asked = random.nextInt(10) == 0 ? Duration.ofSeconds(3) : Duration.ZERO;
      var fault = fault(kind, asked, random.nextInt(5) == 0);
      var scopes = strikes.struck(model, fault, now);
      assertThat(scopes).as("seed %d", seed).allMatch(scope -> scope.contains(model.provider()));
      if (fault.stale()) {
        assertThat(scopes).as("seed %d", seed).isEmpty();
        return;
      }
      note(model, kind);
      if (scopes.contains("model:" + model)) {
        assertFell(model, fault);
      }
      if (scopes.contains("provider:" + model.provider()) || isSharedKey(kind, scopes, model)) {
        assertThat(others(model, kind)).as("seed %d: %s", seed, kind).isNotEmpty();
      }
    }

    private static boolean isSharedKey(FaultClass kind, Set<String> scopes, ModelId model) {
      return Handling.of(kind).cools() != Handling.Cools.KEY
          && scopes.contains("key:" + model.provider());
    }

    private void note(ModelId model, FaultClass kind) {
      if (Handling.of(kind).cools() == Handling.Cools.NOTHING) {
        // Whoever refuses a question is well.
        rows.remove(model);
      } else if (Handling.of(kind).cools() == Handling.Cools.MODEL) {
        rows.computeIfAbsent(model, _ -> new ArrayList<>()).add(now);
      }
    }

    /// So many in a row within a minute, or it asked to be.
    private void assertFell(ModelId model, ModelFault fault) {
      var row = rows.getOrDefault(model, List.of());
      int needed = Handling.of(fault.kind()).strikes();
      boolean enough =
          row.size() >= needed && !row.get(row.size() - needed).plus(MINUTE).isBefore(now);
      assertThat(enough || fault.retryAfter().isPositive())
          .as("seed %d: %s after %s", seed, fault.kind(), row)
          .isTrue();
      rows.remove(model);
      felled.computeIfAbsent(common(model, fault.kind()), _ -> new HashMap<>()).put(model, now);
    }

    private List<ModelId> others(ModelId model, FaultClass kind) {
      return felled.getOrDefault(common(model, kind), Map.of()).entrySet().stream()
          .filter(other -> !other.getKey().equals(model))
          .filter(other -> !other.getValue().plus(MINUTE).isBefore(now))
          .map(Map.Entry::getKey)
          .toList();
    }

    private static String common(ModelId model, FaultClass kind) {
      return model.provider() + " " + kind;
    }
  }
}
