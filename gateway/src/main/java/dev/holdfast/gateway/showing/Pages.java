package dev.holdfast.gateway.showing;

import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.State;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.showing.Streams.Kept;
import dev.holdfast.ledger.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Lists, newest first or by name, page by page. The cursor is opaque to callers.
public final class Pages {
  /// The most items of one page.
  public static final int LIMIT_MAX = 500;

  private static final int LIMIT = 50;
  private static final int RADIX = 36;

  /// Where most streams are another's, so many pages are looked through before the answer is given
  /// with what was found.
  private static final int LOOKS_MAX = 10;

  private final Streams streams;

  public Pages(Streams streams) {
    this.streams = streams;
  }

  /// What is listed and how it looks.
  ///
  /// @param parent whose they are; zero for everybody's
  public record Listing<S extends State>(
      Kind kind, Class<S> type, long parent, Predicate<S> visible, Function<Kept<S>, Doc> looks) {
    public Listing(Kind kind, Class<S> type, Predicate<S> visible, Function<Kept<S>, Doc> looks) {
      this(kind, type, 0, visible, looks);
    }
  }

  /// What is listed by name, and how those of one page look, in their order.
  public record Roll<S extends State>(
      Class<S> type, Predicate<S> visible, Function<List<Kept<S>>, List<Doc>> looks) {}

  public <S extends State> Reply list(Call call, Listing<S> listing) {
    return list(call, listing, UnaryOperator.identity());
  }

  /// @param more adds what stands beside the items
  public <S extends State> Reply list(Call call, Listing<S> listing, UnaryOperator<Doc> more) {
    return answer(call, new ByKey<>(streams, listing), more);
  }

  /// The same in the order of names.
  public <S extends State> Reply named(Call call, Roll<S> roll) {
    return answer(call, new ByName<>(streams, roll), UnaryOperator.identity());
  }

  private static <S extends State> Reply answer(
      Call call, Shelf<S> shelf, UnaryOperator<Doc> more) {
    var findings = new ArrayList<Finding>();
    int limit = limit(call, findings);
    var cursor = call.query().getOrDefault("cursor", "");
    if (!cursor.isEmpty() && !shelf.isPosition(cursor)) {
      findings.add(new Finding("?cursor", "is not one that a list gave out"));
    }
    for (var name : call.query().keySet()) {
      if (!Set.of("limit", "cursor", "status").contains(name)) {
        findings.add(new Finding("?" + name, "is not known"));
      }
    }
    if (!findings.isEmpty()) {
      return Reply.refused(Problems.malformed(findings));
    }
    return Reply.ok(
        more.apply(page(shelf, call.query().getOrDefault("status", ""), cursor, limit)));
  }

  private static <S extends State> Doc page(
      Shelf<S> shelf, String status, String after, int limit) {
    var items = new ArrayList<Kept<S>>();
    var cursor = after;
    for (int looks = 0; looks < LOOKS_MAX; looks++) {
      var found = shelf.behind(cursor, status, limit);
      for (var kept : found) {
        cursor = shelf.position(kept);
        if (shelf.isVisible(kept.state())) {
          items.add(kept);
        }
        if (items.size() == limit) {
          return Doc.page(shelf.looks(items), found.size() < limit ? "" : cursor);
        }
      }
      if (found.size() < limit) {
        return Doc.page(shelf.looks(items), "");
      }
    }
    return Doc.page(shelf.looks(items), cursor);
  }

  /// What is listed, one behind the other.
  private sealed interface Shelf<S extends State> {
    boolean isVisible(S state);

    List<Doc> looks(List<Kept<S>> page);

    /// @param cursor a position; empty to begin
    List<Kept<S>> behind(String cursor, String status, int limit);

    String position(Kept<S> kept);

    boolean isPosition(String cursor);
  }

  private record ByKey<S extends State>(Streams streams, Listing<S> listing) implements Shelf<S> {
    @Override
    public boolean isVisible(S state) {
      return listing.visible().test(state);
    }

    @Override
    public List<Doc> looks(List<Kept<S>> page) {
      return page.stream().map(listing.looks()).toList();
    }

    @Override
    public List<Kept<S>> behind(String cursor, String status, int limit) {
      long before = cursor.isEmpty() ? Long.MAX_VALUE : Long.parseLong(cursor, RADIX);
      return streams.list(
          new Reader.Query(listing.kind(), status, listing.parent(), before, limit),
          listing.type());
    }

    @Override
    public String position(Kept<S> kept) {
      long key = listing.kind() == Kind.SESSION ? kept.row().entry() : kept.id().key();
      return Long.toString(key, RADIX);
    }

    @Override
    public boolean isPosition(String cursor) {
      try {
        return Long.parseLong(cursor, RADIX) > 0;
      } catch (NumberFormatException _) {
        return false;
      }
    }
  }

  private record ByName<S extends State>(Streams streams, Roll<S> roll) implements Shelf<S> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public boolean isVisible(S state) {
      return roll.visible().test(state);
    }

    @Override
    public List<Doc> looks(List<Kept<S>> page) {
      return roll.looks().apply(page);
    }

    @Override
    public List<Kept<S>> behind(String cursor, String status, int limit) {
      return streams.named(new Reader.Named(status, cursor, limit), roll.type());
    }

    @Override
    public String position(Kept<S> kept) {
      return streams.name(kept);
    }

    @Override
    public boolean isPosition(String cursor) {
      return NAME.matcher(cursor).matches();
    }
  }

  private static int limit(Call call, List<Finding> findings) {
    var text = call.query().getOrDefault("limit", "");
    if (text.isEmpty()) {
      return LIMIT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LIMIT_MAX) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // Said below, as for any other text.
    }
    findings.add(new Finding("?limit", "must be between 1 and " + LIMIT_MAX + ", not " + text));
    return LIMIT;
  }
}
