package dev.holdfast.control.books;

import dev.holdfast.core.Kind;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Reader.Law;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Computes the books (laws: B1 to B9) from what is committed.
public final class Books {
  private final Reader reader;

  public Books(Reader reader) {
    this.reader = reader;
  }

  /// Every book, in order.
  public List<Book> compute() {
    return List.of(
        inbound(),
        moments(),
        tasks(),
        handOffs(),
        deliveries(),
        effects(),
        spend(),
        gate(),
        owners());
  }

  private Book inbound() {
    var sheet = new Sheet(reader.counts(Kind.REQUEST));
    sheet.term("replied", "replied");
    sheet.term("silent", "silent");
    sheet.term("failed", "failed");
    sheet.term("cancelled", "cancelled");
    sheet.term("pending", "accepted");
    return sheet.book("B1", "inbound", reader.breaches(Law.LOOSE_REQUEST), oldest(Kind.TASK));
  }

  /// Left: the instants that the jobs' cursors say are accounted for. Right: those that there are.
  private Book moments() {
    var weights = reader.weights(EnumSet.of(Kind.JOB, Kind.INSTANT));
    var sheet = new Sheet(weights.getOrDefault(Kind.INSTANT, Map.of()));
    sheet.term("ran", "ran", "ran-failed", "ran-cancelled");
    sheet.term("skipped", "skipped");
    sheet.term("missed", "missed");
    sheet.term("pending", "waiting", "running");
    long accounted = sum(weights.getOrDefault(Kind.JOB, Map.of()));
    return sheet.book(
        "B2", "moments", accounted, reader.breaches(Law.LOOSE_INSTANT), oldest(Kind.JOB));
  }

  private static long sum(Map<String, Long> numbers) {
    return numbers.values().stream().mapToLong(Long::longValue).sum();
  }

  private Book tasks() {
    var sheet = new Sheet(reader.counts(Kind.TASK));
    sheet.term(
        "accepted", "accepted", "accepted-produced", "accepted-consumed", "accepted-discarded");
    sheet.term("rejected", "rejected");
    sheet.term("escalated", "escalated");
    sheet.term("expired", "expired");
    sheet.term("cancelled", "cancelled");
    sheet.term("failed", "failed");
    sheet.term("pending", "offered", "leased", "resting");
    return sheet.book("B3", "tasks", reader.breaches(Law.LOOSE_RUN), oldest(Kind.TASK));
  }

  private Book handOffs() {
    var all = reader.counts(Kind.TASK);
    var produced = new LinkedHashMap<String, Long>();
    for (var word : List.of("accepted-produced", "accepted-consumed", "accepted-discarded")) {
      produced.put(word, all.getOrDefault(word, 0L));
    }
    var sheet = new Sheet(produced);
    sheet.term("consumed", "accepted-consumed");
    sheet.term("discarded", "accepted-discarded");
    sheet.term("pending", "accepted-produced");
    return sheet.book("B4", "hand-offs", 0, Instant.EPOCH);
  }

  private Book deliveries() {
    var sheet = new Sheet(reader.counts(Kind.DELIVERY));
    sheet.term("delivered", "delivered");
    sheet.term("dead", "dead");
    sheet.term("expired", "expired");
    sheet.term("suppressed", "suppressed");
    sheet.term("unknown", "unknown");
    sheet.term("pending", "blocked", "ready", "sending", "resting");
    return sheet.book("B5", "deliveries", 0, oldest(Kind.DELIVERY));
  }

  private Book effects() {
    var sheet = new Sheet(reader.counts(Kind.EFFECT));
    sheet.term("receipts", "received");
    sheet.term("failed", "failed");
    sheet.term("unknown", "unknown");
    sheet.term("refused", "refused");
    sheet.term("pending", "intended");
    return sheet.book("B6", "effects", reader.breaches(Law.LOOSE_EFFECT), oldest(Kind.EFFECT));
  }

  /// Left: attempts at a model that have ended. Right: those that somebody counted, and those that
  /// budgets bear as they were estimated. That each budget bears exactly the sum of its receipts,
  /// that none is below zero, and that each call was covered before it was made are the laws
  /// behind.
  private Book spend() {
    var receipts = reader.receipts();
    var right = new LinkedHashMap<String, Long>();
    right.put("counted", receipts.known());
    right.put("estimated", receipts.all() - receipts.known());
    long breaches =
        reader.breaches(Law.LOOSE_SPEND)
            + reader.breaches(Law.OVERDRAWN)
            + reader.breaches(Law.UNRESERVED);
    return new Book("B7", "spend", receipts.all(), right, breaches, oldest(Kind.BUDGET));
  }

  /// Left: outputs delivered to anyone without a passing verdict. Right: bypasses, of which there
  /// can be none.
  private Book gate() {
    long bypasses = reader.breaches(Law.UNGATED_DELIVERY);
    return new Book("B8", "gate", bypasses, Map.of("bypasses", 0L), bypasses, Instant.EPOCH);
  }

  private Book owners() {
    long busy = reader.counts(Kind.SESSION).getOrDefault("busy", 0L);
    long owned = reader.counts(Kind.TOPIC).getOrDefault("owned", 0L);
    long doubles = reader.breaches(Law.DOUBLE_TURN) + reader.breaches(Law.DOUBLE_OWNER);
    var right = new LinkedHashMap<String, Long>();
    right.put("turns with one owner", busy);
    right.put("topics with one owner", owned);
    return new Book("B9", "owners", busy + owned, right, doubles, Instant.EPOCH);
  }

  private Instant oldest(Kind kind) {
    return reader.earliestDue(kind).orElse(Instant.EPOCH);
  }

  /// Collects terms from the counts of one table. A situation that no term names is left over, so
  /// the book does not balance.
  private static final class Sheet {
    private final Map<String, Long> counts;
    private final Map<String, Long> terms = new LinkedHashMap<>();

    Sheet(Map<String, Long> counts) {
      this.counts = counts;
    }

    void term(String name, String... statuses) {
      long sum = 0;
      for (var status : statuses) {
        sum += counts.getOrDefault(status, 0L);
      }
      terms.put(name, sum);
    }

    Book book(String id, String name, long breaches, Instant oldest) {
      return book(id, name, sum(counts), breaches, oldest);
    }

    Book book(String id, String name, long left, long breaches, Instant oldest) {
      return new Book(id, name, left, terms, breaches, oldest);
    }
  }
}
