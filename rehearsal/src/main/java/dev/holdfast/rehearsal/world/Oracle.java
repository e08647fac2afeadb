package dev.holdfast.rehearsal.world;

import dev.holdfast.control.books.Books;
import dev.holdfast.control.replay.Replay;
import dev.holdfast.core.Kind;
import dev.holdfast.ledger.Reader;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Judges by the product's own books and replay, and by what the outside counted.
final class Oracle {
  private static final Map<Kind, Set<String>> PENDING =
      Map.of(
          Kind.REQUEST, Set.of("accepted"),
          Kind.TASK, Set.of("offered", "leased", "resting"),
          Kind.DELIVERY, Set.of("blocked", "ready", "sending", "resting"));

  private final Reader reader;
  private final Tale tale;

  Oracle(Reader reader, Tale tale) {
    this.reader = reader;
    this.tale = tale;
  }

  /// What must hold at every moment.
  void always() {
    for (var book : new Books(reader).compute()) {
      if (!book.isBalanced()) {
        tale.find("does not balance: " + book);
      }
    }
  }

  boolean isAllEnded() {
    return PENDING.entrySet().stream()
        .allMatch(pending ->
            reader.counts(pending.getKey()).keySet().stream()
                .noneMatch(pending.getValue()::contains));
  }

  /// What must hold when everything has ended.
  void atTheEnd(List<Actor> actors, NodeProcess.Outside outside) {
    always();
    if (!isAllEnded()) {
      tale.find(
          "pending for ever: "
              + reader.counts(Kind.REQUEST)
              + reader.counts(Kind.TASK)
              + reader.counts(Kind.DELIVERY));
    }
    long requests = reader.counts(Kind.REQUEST).values().stream().mapToLong(Long::longValue).sum();
    if (requests != actors.size()) {
      tale.find(actors.size() + " asked once each, and there are " + requests + " requests");
    }
    outside
        .twice()
        .arrived()
        .forEach((key, times) -> {
          if (times > 1) {
            tale.find(key + " arrived " + times + " times where doubt is held");
          }
        });
    reader.counts(Kind.REQUEST).keySet().forEach(word -> tale.saw("request " + word));
    reader.counts(Kind.DELIVERY).keySet().forEach(word -> tale.saw("delivery " + word));
    reader.counts(Kind.TASK).keySet().forEach(word -> tale.saw("task " + word));
    new Replay(reader, new Rules(), _ -> {})
        .verify()
        .findings()
        .forEach(finding -> tale.find("replay: " + finding));
  }
}
