package dev.holdfast.store;

import dev.holdfast.core.StreamId;

/// Hands out keys from blocks that a sequence gives; what is left of a block at the end is a gap.
final class PostgresKeys {
  private static final int BLOCK = 65_536;

  private final Asking asking;
  private final Sql sql;
  private long next;
  private int left;

  PostgresKeys(Asking asking, Sql sql) {
    this.asking = asking;
    this.sql = sql;
  }

  synchronized long take(int count) {
    if (count > BLOCK) {
      throw new IllegalArgumentException("at most " + BLOCK + " keys at once, not " + count);
    }
    if (count > left) {
      long block =
          asking.ask(prepared -> JdbcReader.number(prepared.statement(sql.text("page/next-keys"))));
      next = ((block - 1) * BLOCK + 1) * StreamId.STRIDE;
      left = BLOCK;
    }
    long first = next;
    next += count * StreamId.STRIDE;
    left -= count;
    return first;
  }
}
