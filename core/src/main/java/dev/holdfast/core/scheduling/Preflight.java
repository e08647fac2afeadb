package dev.holdfast.core.scheduling;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is known of a job's being able to run.
public sealed interface Preflight {
  /// How long a report holds.
  Duration HOLDS = Duration.ofHours(24);

  /// The lane that preflights wait in.
  String LANE = "preflight";

  /// How many times one is begun before it counts as failed.
  int TRIES_MAX = 3;

  record None() implements Preflight {}

  /// @param tries how many were begun and not reported
  record Wanted(int tries, Fence fence) implements Preflight {}

  /// @param revision the job's revision that is looked at
  /// @param policyVersion the policy that it is looked at under
  record Checking(Lease lease, int tries, int revision, int policyVersion) implements Preflight {}

  record Done(Report report, Fence fence) implements Preflight {}

  /// @param revision the job's revision that was looked at
  record Report(int revision, int policyVersion, Instant at, List<Part> parts) {
    public boolean passed() {
      return parts.stream().allMatch(Part::passed);
    }

    public Instant expiresAt() {
      return at.plus(HOLDS);
    }
  }

  /// @param evidence what was seen
  /// @param nextAction what to do when it failed, empty when it passed
  record Part(String name, boolean passed, String evidence, String nextAction) {}
}
