package dev.holdfast.ledger;

import java.time.Duration;

/// Counts and times what the shells do. Names are dotted (`delivery.sent`), labels come in pairs of
/// name and value, and their values are from small closed sets: never an id.
public interface Meter {
  void count(String name, String... labels);

  /// So many at once.
  void count(String name, long times, String... labels);

  void time(String name, Duration took, String... labels);

  Meter NONE =
      new Meter() {
        @Override
        public void count(String name, String... labels) {
          // Nobody is watching.
        }

        @Override
        public void count(String name, long times, String... labels) {
          // Nobody is watching.
        }

        @Override
        public void time(String name, Duration took, String... labels) {
          // Nobody is watching.
        }
      };
}
