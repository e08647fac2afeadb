package dev.holdfast.server.proof;

import org.junit.jupiter.api.Test;

/// Laws 1 to 5 on PostgreSQL.
final class PostgresCrashIT {
  @Test
  void nothing_acknowledged_is_lost_or_doubled_by_two_hundred_kills() {
    try (var postgres = Postgres.start()) {
      CrashProof.run("postgresql", postgres.url());
    }
  }
}
