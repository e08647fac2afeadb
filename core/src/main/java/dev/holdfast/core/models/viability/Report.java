package dev.holdfast.core.models.viability;

import java.time.Instant;
import java.util.List;

/// An examination, and what it counts for.
///
/// @param by who wanted it
/// @param until when it counts
/// @param drift what is another than the time before, in words
public record Report(Examination found, String by, Instant at, Instant until, List<String> drift) {
  /// Of a model that was never examined.
  public static final Report NONE =
      new Report(Examination.NONE, "", Instant.EPOCH, Instant.EPOCH, List.of());

  public boolean isNone() {
    return found.traits().isEmpty();
  }

  /// The same, which counts no longer.
  Report ended() {
    return new Report(found, by, at, at, drift);
  }

  /// @param settings of the model as they are now
  public boolean counts(Instant now, String settings) {
    return !isNone() && now.isBefore(until) && found.identity().settings().equals(settings);
  }
}
