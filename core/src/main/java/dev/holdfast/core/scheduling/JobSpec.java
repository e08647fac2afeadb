package dev.holdfast.core.scheduling;

import dev.holdfast.core.Json;

/// What an owner wants of a job: a whole, replaced as a whole.
///
/// @param times its schedule, as [dev.holdfast.core.schedule.Schedule#line] writes it
public record JobSpec(
    Identity identity, String times, Work work, Deliver deliver, Manner manner, Breaker breaker) {

  /// @param id the job's name, its id at every door
  /// @param topic what it writes about; exactly one job owns a topic
  /// @param owner the person or team that answers for it
  /// @param runbook the name of its runbook
  public record Identity(String id, String topic, String owner, String runbook) {}

  /// What each run works on.
  public record Work(String contract, Json input) {}

  /// How instants that cannot simply be run are treated, and when the job ends.
  public record Manner(Overlap overlap, Missed missed, Bounds bounds) {}

  public String id() {
    return identity.id();
  }
}
