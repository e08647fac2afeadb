package dev.holdfast.bench;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import dev.holdfast.control.replay.Replay;
import dev.holdfast.ledger.Reader;

/// What every bench ends with: the whole ledger decided again, and the books.
final class Audit {
  private Audit() {}

  static void into(Figures figures, Reader reader) {
    var verification = new Replay(reader, Terms.versions(), _ -> {}).verify();
    var books = new Books(reader).compute();
    figures
        .count("ledger entries", verification.entries())
        .tell("ledger sound", verification.isSound())
        .tell("books balanced", books.stream().allMatch(Book::isBalanced));
    verification.findings().stream()
        .findFirst()
        .ifPresent(finding -> figures.say("first finding", finding.toString()));
    books.stream()
        .filter(book -> !book.isBalanced())
        .findFirst()
        .ifPresent(book -> figures.say("first unbalanced", book.toString()));
  }
}
