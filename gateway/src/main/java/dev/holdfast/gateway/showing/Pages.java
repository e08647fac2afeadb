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

/// Lists, newest first, page by page. The cursor is opaque to callers.
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

  public <S extends State> Reply list(Call call, Listing<S> listing) {
    return list(call, listing, UnaryOperator.identity());
  }

  /// @param more adds what stands beside the items
  public <S extends State> Reply list(Call call, Listing<S> listing, UnaryOperator<Doc> more) {
    var findings = new ArrayList<Finding>();
    int limit = limit(call, findings);
    long before = cursor(call, findings);
    for (var name : call.query().keySet()) {
      if (!Set.of("limit", "cursor", "status").contains(name)) {
        findings.add(new Finding("?" + name, "is not known"));
      }
    }
    if (!findings.isEmpty()) {
      return Reply.refused(Problems.malformed(findings));
    }
    return Reply.ok(
        more.apply(page(listing, call.query().getOrDefault("status", ""), before, limit)));
  }

  private <S extends State> Doc page(Listing<S> listing, String status, long before, int limit) {
    var items = new ArrayList<Doc>();
    long cursor = before;
    for (int looks = 0; looks < LOOKS_MAX; looks++) {
      var query = new Reader.Query(listing.kind(), status, listing.parent(), cursor, limit);
      var found = streams.list(query, listing.type());
      for (var kept : found) {
        cursor = position(listing.kind(), kept);
        if (listing.visible().test(kept.state())) {
          items.add(listing.looks().apply(kept));
        }
        if (items.size() == limit) {
          return Doc.page(items, found.size() < limit ? "" : Long.toString(cursor, RADIX));
        }
      }
      if (found.size() < limit) {
        return Doc.page(items, "");
      }
    }
    return Doc.page(items, Long.toString(cursor, RADIX));
  }

  private static long position(Kind kind, Kept<?> kept) {
    return kind == Kind.SESSION ? kept.row().entry() : kept.id().key();
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

  private static long cursor(Call call, List<Finding> findings) {
    var text = call.query().getOrDefault("cursor", "");
    if (text.isEmpty()) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(text, RADIX);
    } catch (NumberFormatException _) {
      findings.add(new Finding("?cursor", "is not one that a list gave out"));
      return Long.MAX_VALUE;
    }
  }
}
