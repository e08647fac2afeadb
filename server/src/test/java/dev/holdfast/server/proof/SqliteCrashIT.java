package dev.holdfast.server.proof;

import org.junit.jupiter.api.Test;

/// Laws 1 to 5 on the embedded store.
final class SqliteCrashIT {
  @Test
  void nothing_acknowledged_is_lost_or_doubled_by_two_hundred_kills() {
    CrashProof.run("sqlite", "sqlite");
  }
}
