package dev.holdfast.bench;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import dev.holdfast.control.replay.Replay;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Entry;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.SealedEntry;

/// What every bench ends with: the whole ledger decided again, and the books. Where there is not
/// enough memory to decide it again, its chain is followed from end to end, and that is said.
final class Audit {
  private static final int AT_ONCE = 500;

  /// What a stream takes of memory that was decided again, with room to spare.
  private static final long STREAM_BYTES = 4_096;

  private final Figures figures;
  private final Reader reader;

  private Audit(Figures figures, Reader reader) {
    this.figures = figures;
    this.reader = reader;
  }

  static void into(Figures figures, Reader reader) {
    new Audit(figures, reader).replay();
    new Audit(figures, reader).books();
  }

  /// @param streams how many there are, roughly
  static void into(Figures figures, Reader reader, long streams) {
    var audit = new Audit(figures, reader);
    boolean fits = streams * STREAM_BYTES < Runtime.getRuntime().maxMemory();
    figures.say("ledger audit", fits ? "decided again" : "chain only");
    if (fits) {
      audit.replay();
    } else {
      audit.chains();
    }
    audit.books();
  }

  private void replay() {
    var verification = new Replay(reader, Terms.versions(), _ -> {}).verify();
    figures
        .count("ledger entries", verification.entries())
        .tell("ledger sound", verification.isSound());
    verification.findings().stream()
        .findFirst()
        .ifPresent(finding -> figures.say("first finding", finding.toString()));
  }

  private void chains() {
    long entries = 0;
    boolean sound = true;
    for (int desk : reader.desks()) {
      long last = Entry.id(desk, 0);
      var hash = SealedEntry.GENESIS;
      var block = reader.entries(last, AT_ONCE);
      while (!block.isEmpty() && block.getFirst().id() < Entry.id(desk + 1, 0)) {
        for (var entry : block) {
          sound &= entry.id() == last + 1 && Codec.hash(hash, entry.body()).equals(entry.hash());
          last = entry.id();
          hash = entry.hash();
          entries++;
        }
        block = reader.entries(last, AT_ONCE);
      }
    }
    figures.count("ledger entries", entries).tell("ledger sound", sound);
  }

  private void books() {
    var books = new Books(reader).compute();
    figures.tell("books balanced", books.stream().allMatch(Book::isBalanced));
    books.stream()
        .filter(book -> !book.isBalanced())
        .findFirst()
        .ifPresent(book -> figures.say("first unbalanced", book.toString()));
  }
}
