package dev.holdfast.execution.viability;

import java.util.Locale;

/// What models say, made short and comparable.
final class Words {
  private static final int SHOWN_MAX = 160;

  private Words() {}

  static String shown(String text) {
    var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= SHOWN_MAX ? line : line.substring(0, SHOWN_MAX - 1) + "…";
  }

  /// Without what differs from one time to the next and means nothing.
  static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}.]+", " ").strip();
  }
}
