package dev.holdfast.execution.spend;

import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetState;
import dev.holdfast.core.spend.BudgetState.Mark;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Reader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How far budgets have come: what this process enters is heard at once, what others enter is seen
/// within a second. Only lines that somebody asks for are looked at.
final class Marks {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int KEPT_MAX = 10_000;

  private final Reader reader;
  private final Codec codec = new Codec();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  Marks(Reader reader) {
    this.reader = reader;
  }

  private record Seen(Mark mark, long at) {
    boolean isFresh() {
      return System.nanoTime() - at < FRESH_NANOS;
    }
  }

  Mark of(BudgetLine line) {
    var last = seen.get(line.name());
    return last != null && last.isFresh() ? last.mark() : look(line, last);
  }

  private Mark look(BudgetLine line, @Nullable Seen last) {
    if (seen.size() >= KEPT_MAX) {
      seen.values().removeIf(one -> !one.isFresh());
    }
    try {
      var mark =
          reader.row(line.stream()).map(row -> mark(codec.decode(row.state()))).orElse(Mark.QUIET);
      seen.put(line.name(), new Seen(mark, System.nanoTime()));
      return mark;
    } catch (LedgerUnavailable _) {
      // What was seen last is better than nothing; without the ledger no block is given either.
      return last == null ? Mark.QUIET : last.mark();
    }
  }

  private static Mark mark(Object state) {
    return state instanceof BudgetState.Open open ? open.mark() : Mark.QUIET;
  }

  /// On the desk's thread, so it only notes.
  void hear(List<Changed> changes) {
    for (var changed : changes) {
      if (changed.state() instanceof BudgetState.Open open) {
        seen.computeIfPresent(
            open.line().name(), (_, _) -> new Seen(open.mark(), System.nanoTime()));
      }
    }
  }
}
