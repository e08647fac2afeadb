package dev.holdfast.gateway.models;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// What an answer is called.
///
/// @param id unique, without a prefix
record Mark(String id, Instant at, String correlation) {
  static Mark of(Instant at, String correlation) {
    var chance = ThreadLocalRandom.current();
    return new Mark("%016x%08x".formatted(chance.nextLong(), chance.nextInt()), at, correlation);
  }
}
