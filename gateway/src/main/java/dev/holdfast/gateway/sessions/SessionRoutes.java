package dev.holdfast.gateway.sessions;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.session.SessionState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import java.util.List;

/// `/v1/sessions`.
public final class SessionRoutes {
  private static final String SEPARATOR = "\u001f";

  private final Streams streams;
  private final Pages pages;

  public SessionRoutes(Streams streams) {
    this.streams = streams;
    this.pages = new Pages(streams);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/sessions", Access.READ, Route.Spec.of("List sessions", "Sessions"), this::list),
        Route.get(
            "/v1/sessions/{id}",
            Access.READ,
            Route.Spec.of("Show a session", "Session"),
            this::show));
  }

  private Reply list(Call call) {
    return pages.list(
        call,
        new Pages.Listing<>(
            Kind.SESSION, SessionState.class, _ -> true, kept -> doc(kept.id(), kept.state())));
  }

  private Reply show(Call call) {
    return call.stream(Kind.SESSION)
        .flatMap(id -> streams.find(id, SessionState.class))
        .map(kept -> Reply.ok(doc(kept.id(), kept.state())))
        .orElseGet(() -> Reply.refused(Problems.missing("session " + call.place("id"))));
  }

  private Doc doc(StreamId id, SessionState state) {
    var doc = new Doc().text("session", id.text()).text("status", streams.status(id, state));
    return switch (state) {
      case SessionState.New() -> doc;
      case SessionState.Idle(var identity, var turns, var last) ->
          last(identity(doc, identity).number("turns", turns), last);
      case SessionState.Busy(var identity, var turns, var last, var run, var waiting) ->
          last(identity(doc, identity).number("turns", turns), last)
              .text("run", new StreamId(Kind.RUN, run).text())
              .texts(
                  "waiting",
                  waiting.stream().map(key -> new StreamId(Kind.RUN, key).text()).toList());
    };
  }

  /// An identity is the channel, the scope's word, and the name within it.
  private static Doc identity(Doc doc, String identity) {
    var parts = identity.split(SEPARATOR, 3);
    doc.text("channel", parts[0]);
    return parts.length == 3 ? doc.text(parts[1], parts[2]) : doc;
  }

  private static Doc last(Doc doc, long delivery) {
    return delivery == 0
        ? doc
        : doc.text("lastDelivery", new StreamId(Kind.DELIVERY, delivery).text());
  }
}
