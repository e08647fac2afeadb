package dev.holdfast.gateway.tokens;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.security.Role;
import dev.holdfast.core.security.TokenCommand;
import dev.holdfast.core.security.TokenEvent;
import dev.holdfast.core.security.TokenState;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.access.Tokens;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.http.Words;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.ordering.Facts;
import dev.holdfast.gateway.showing.Pages;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.ledger.Change;
import java.util.List;

/// `/v1/tokens`.
public final class TokenRoutes {
  private final Counter counter;
  private final Streams streams;
  private final Pages pages;

  public TokenRoutes(Counter counter, Streams streams) {
    this.counter = counter;
    this.streams = streams;
    this.pages = new Pages(streams);
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
            "/v1/tokens",
            Access.ADMINISTER,
            new Route.Spec(
                "Make a token; its secret is shown this once", "NewToken", 201, "TokenMade"),
            this::create),
        Route.get(
            "/v1/tokens", Access.ADMINISTER, Route.Spec.of("List tokens", "Tokens"), this::list),
        new Route(
            "DELETE",
            "/v1/tokens/{id}",
            Access.ADMINISTER,
            new Route.Spec("Revoke a token", "Reason", 200, "Token"),
            this::revoke),
        Route.post(
            "/v1/tokens/{id}/revoke",
            Access.ADMINISTER,
            new Route.Spec("Revoke a token, saying why", "Reason", 200, "Token"),
            this::revoke));
  }

  private Reply create(Call call) throws InterruptedException {
    var form = call.form();
    var name = form.name("name");
    if (!form.has("role")) {
      form.missing("role");
    }
    var role = form.word("role", Role.class, Role.VIEWER);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var minted = Tokens.mint();
    return counter.submit(call, minted.create(name, role), changes -> made(changes, minted));
  }

  /// A replayed answer has no secret: it is kept nowhere.
  private static Reply made(List<Change> changes, Tokens.Minted minted) {
    var created = Facts.event(changes, TokenEvent.Created.class).orElseThrow();
    var id = StreamId.named(Kind.TOKEN, created.sha256());
    var doc =
        new Doc()
            .text("token", id.text())
            .text("name", created.name())
            .text("role", Words.of(created.role()))
            .text("secret", created.sha256().equals(minted.sha256()) ? minted.secret() : "");
    return Reply.json(201, doc);
  }

  private Reply list(Call call) {
    return pages.list(
        call,
        new Pages.Listing<>(
            Kind.TOKEN, TokenState.class, _ -> true, kept -> doc(kept.id(), kept.state())));
  }

  private Reply revoke(Call call) throws InterruptedException {
    var form = call.form();
    var reason = form.text("reason", "revoked by " + call.caller().name());
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var id = call.stream(Kind.TOKEN);
    return id.isEmpty() ? Reply.refused(Problems.missing("token")) : revoke(call, id.get(), reason);
  }

  private Reply revoke(Call call, StreamId id, String reason) throws InterruptedException {
    return counter.submit(
        call,
        new Order(id, new TokenCommand.Revoke(reason)),
        _ -> Reply.ok(doc(id, streams.find(id, TokenState.class).orElseThrow().state())));
  }

  private Doc doc(StreamId id, TokenState state) {
    var doc = new Doc().text("token", id.text()).text("status", streams.status(id, state));
    return switch (state) {
      case TokenState.New() -> doc;
      case TokenState.Active(_, var name, var role, var createdAt) ->
          doc.text("name", name).text("role", Words.of(role)).time("createdAt", createdAt);
      case TokenState.Revoked(_, var name, var role, var reason) ->
          doc.text("name", name).text("role", Words.of(role)).text("reason", reason);
    };
  }
}
