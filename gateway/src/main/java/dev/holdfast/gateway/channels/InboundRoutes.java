package dev.holdfast.gateway.channels;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.routing.Inbound;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.requests.Reception;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.signing.Authenticity;
import dev.holdfast.ledger.signing.Signatures;
import dev.holdfast.ledger.signing.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `/v1/channels/{id}/inbound`: what a channel brings in, signed as Standard Webhooks says. The
/// sender's id makes it idempotent.
public final class InboundRoutes {
  private final Counter counter;
  private final Supplier<Workspace> workspace;
  private final Secrets secrets;
  private final InstantSource clock;

  public InboundRoutes(
      Counter counter, Supplier<Workspace> workspace, Secrets secrets, InstantSource clock) {
    this.counter = counter;
    this.workspace = workspace;
    this.secrets = secrets;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
            "/v1/channels/{id}/inbound",
            Access.SIGNED,
            new Route.Spec(
                "Bring in what an actor said on a channel; signed with the channel's secret",
                "Inbound",
                202,
                "RequestAccepted"),
            this::take));
  }

  private Reply take(Call call) throws InterruptedException {
    var channel = call.place("id");
    // Whether a channel exists is not told to somebody who cannot sign for it.
    return switch (verify(call, channel)) {
      case Authenticity.Doubtful(var diagnostic) -> Reply.refused(Problems.unsigned(diagnostic));
      case Authenticity.Genuine() -> accept(call, channel);
    };
  }

  private Authenticity verify(Call call, String channel) {
    var stamp =
        new Stamp(
            call.header(Stamp.ID), call.header(Stamp.TIMESTAMP), call.header(Stamp.SIGNATURE));
    return signatures(channel)
        .map(signatures ->
            signatures.verify(stamp, call.body().getBytes(StandardCharsets.UTF_8), clock.instant()))
        .orElseGet(() ->
            new Authenticity.Doubtful(
                new Diagnostic(
                    "nothing-to-verify-with",
                    "There is no such channel, or it has no secret that can be read.",
                    "The message was not accepted.",
                    "Give the channel a secret in holdfast.yaml, and see that the server can read"
                        + " it.")));
  }

  private Optional<Signatures> signatures(String channel) {
    return Optional.ofNullable(workspace.get().channels().get(channel))
        .filter(ChannelSpec.Webhook.class::isInstance)
        .map(ChannelSpec.Webhook.class::cast)
        .flatMap(webhook -> secrets.reveal(webhook.secret()))
        .flatMap(Signatures::with);
  }

  private Reply accept(Call call, String channel) throws InterruptedException {
    var form = call.form();
    var sent = form.name("id");
    var inbound = inbound(form, channel);
    var problem = form.problem();
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var order =
        new Order(
            new StreamId(Kind.REQUEST, counter.desk().nextKey()),
            new RequestCommand.Accept(inbound));
    var key =
        new CommandKey(Codec.hash("inbound\n" + channel + "\n" + sent), Codec.hash(call.body()));
    return counter.worded(counter.bring(call, order, key), Reception::accepted);
  }

  private static Inbound inbound(Form form, String channel) {
    return new Inbound(
        form.name("actor"),
        channel,
        form.name("thread", ""),
        form.text("text"),
        form.json("payload"),
        "",
        new Json("[]"));
  }
}
