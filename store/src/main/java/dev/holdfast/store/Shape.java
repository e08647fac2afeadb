package dev.holdfast.store;

import dev.holdfast.core.Kind;
import java.util.Locale;

/// Which of the leading columns a kind of stream makes use of. The tables refuse the others, so
/// that nothing waits where nobody looks.
enum Shape {
  /// Never due, never in a lane.
  PLAIN,
  /// Never due, never in a lane, and its parent changes: whose turn it is, who owns it.
  TURNING,
  /// Sometimes due.
  DUE,
  /// Waits in lanes and is sometimes due.
  QUEUED,
  /// Never due, never in a lane, and counts for any number in the books.
  WEIGHED,
  /// Waits in a lane, is sometimes due, counts for any number in the books, and its parent changes:
  /// what it owns. Has a name.
  RECURRING;

  private final String word = name().toLowerCase(Locale.ROOT);

  static Shape of(Kind kind) {
    return switch (kind) {
      case REQUEST, RUN, CHANNEL, TOKEN, COOLDOWN -> PLAIN;
      case INSTANT -> WEIGHED;
      case SESSION, TOPIC -> TURNING;
      case EFFECT, BUDGET, MODEL -> DUE;
      case TASK, DELIVERY -> QUEUED;
      case JOB -> RECURRING;
    };
  }

  boolean isEverDue() {
    return this == DUE || isQueued();
  }

  boolean isQueued() {
    return this == QUEUED || this == RECURRING;
  }

  boolean isWeighed() {
    return this == WEIGHED || this == RECURRING;
  }

  boolean changesParent() {
    return this == TURNING || this == RECURRING;
  }

  /// Listed by name, which never changes.
  boolean isNamed() {
    return this == RECURRING;
  }

  /// In statements' names.
  String word() {
    return word;
  }
}
