package dev.holdfast.store;

import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.Standing.Place;

/// The words that the tables use for where a stream waits.
final class Columns {
  private Columns() {}

  static String lane(Standing standing) {
    return standing.queue().map(Standing.Queue::lane).orElse("");
  }

  static String hands(Standing standing) {
    return standing.queue().map(queue -> word(queue.hands())).orElse("");
  }

  static String place(Standing standing) {
    return standing.queue().map(queue -> word(queue.place())).orElse("");
  }

  static int priority(Standing standing) {
    return standing.queue().map(Standing.Queue::priority).orElse(0);
  }

  static String word(Hands hands) {
    return switch (hands) {
      case WORKER -> "worker";
      case NODE -> "node";
    };
  }

  private static String word(Place place) {
    return switch (place) {
      case READY -> "ready";
      case LEASED -> "leased";
    };
  }

  /// Whether a delivery carries an agent's output or words of another origin.
  static String origin(Standing standing) {
    return standing.proof().isPresent() ? "output" : "other";
  }
}
