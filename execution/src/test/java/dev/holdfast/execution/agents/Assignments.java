package dev.holdfast.execution.agents;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.Outlay;
import dev.holdfast.core.delegation.Place;
import dev.holdfast.core.delegation.Progress;
import dev.holdfast.core.delegation.Reworks;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delegation.Terms;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Attempts that no desk knows of.
final class Assignments {
  private Assignments() {}

  static Attempt attempt(String input, Duration time) {
    var contract =
        Settings.contract(
            "worker", List.of("http.get"), Settings.budget(Duration.ofMinutes(5), 3, 0, 2));
    var now = Instant.now();
    var leased =
        new TaskState.Leased(
            new Assignment(new Terms.Written(contract, 1), 112, 0, new Json(input), 0, "ada", "c1"),
            new Place("deep", Hands.NODE),
            new Progress(
                1,
                new Fence(1),
                Duration.ZERO,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                Json.NULL,
                Json.NULL,
                Outlay.NONE,
                Reworks.NONE),
            new Lease(new Fence(1), "node-1", now.plus(time)),
            now,
            now.plus(time));
    return new Attempt(new StreamId(Kind.TASK, 116), leased, contract, Deadline.in(time));
  }
}
