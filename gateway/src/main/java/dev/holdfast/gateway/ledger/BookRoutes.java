package dev.holdfast.gateway.ledger;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.showing.Paced;
import dev.holdfast.ledger.Reader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// `/v1/books`.
public final class BookRoutes {
  private final Paced<Computed> books;

  public BookRoutes(Reader reader, InstantSource clock) {
    var all = new Books(reader);
    this.books = new Paced<>(() -> new Computed(clock.instant(), all.compute()));
  }

  private record Computed(Instant asOf, List<Book> books) {}

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/books", Access.READ, Route.Spec.of("Show the books", "Books"), this::show));
  }

  private Reply show(Call call) {
    var computed = books.get();
    var all = computed.books();
    return Reply.ok(
        new Doc()
            .flag("balanced", all.stream().allMatch(Book::isBalanced))
            .time("asOf", computed.asOf())
            .docs("books", all.stream().map(BookRoutes::doc).toList()));
  }

  private static Doc doc(Book book) {
    var right = new Doc();
    book.right().forEach(right::number);
    var doc =
        new Doc()
            .text("id", book.id())
            .text("name", book.name())
            .number("left", book.left())
            .doc("right", right)
            .flag("balanced", book.isBalanced());
    book.oldestPending().ifPresent(due -> doc.time("oldestPending", due));
    return book.breaches() == 0 ? doc : doc.number("breaches", book.breaches());
  }
}
