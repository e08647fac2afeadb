package dev.holdfast.core.scheduling;

/// Who changed a job, and why.
///
/// @param source which door the change came through
public record Author(String name, String reason, Source source) {
  /// What one door wrote, the other one does not overwrite.
  public enum Source {
    WORKSPACE,
    API
  }
}
