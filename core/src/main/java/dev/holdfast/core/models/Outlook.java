package dev.holdfast.core.models;

import java.time.Duration;

/// Whether a model can be asked at this moment.
public sealed interface Outlook {
  record Open() implements Outlook {}

  /// It is left alone.
  ///
  /// @param left how much longer
  record Cooling(Duration left, String why) implements Outlook {}

  /// It was left alone long enough; one may try.
  record Trial(String scope) implements Outlook {}

  /// It cannot do what is needed.
  record Unfit(String why) implements Outlook {}
}
