package dev.holdfast.store;

import dev.holdfast.core.scheduling.Slot;
import dev.holdfast.ledger.LedgerUnavailable;

/// Numbers for jobs, counted in a table of one row: what was taken is taken, whatever becomes of
/// it.
final class JobNumbers {
  private JobNumbers() {}

  static long take(Sql sql, JdbcArchive.Writing writing, int count) {
    long first =
        writing.write(prepared ->
            JdbcReader.number(prepared.bound(sql.text("page/take-numbers"), count, Slot.JOBS_MAX)));
    if (first == 0) {
      throw LedgerUnavailable.outOfNumbers();
    }
    return first;
  }
}
