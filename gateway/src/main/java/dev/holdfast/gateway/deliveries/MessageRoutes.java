package dev.holdfast.gateway.deliveries;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.http.Words;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.ordering.Facts;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// `/v1/messages`: a message of the caller's own, to a channel.
public final class MessageRoutes {
  private final Counter counter;
  private final Versions<Policy> policy;
  private final InstantSource clock;

  public MessageRoutes(Counter counter, Versions<Policy> policy, InstantSource clock) {
    this.counter = counter;
    this.policy = policy;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.post(
            "/v1/messages",
            Access.OPERATE,
            new Route.Spec(
                "Send a message to a channel; the same dedupeKey is sent once",
                "NewMessage",
                202,
                "DeliveryIntended"),
            this::send));
  }

  private Reply send(Call call) throws InterruptedException {
    var form = call.form();
    var id = new StreamId(Kind.DELIVERY, counter.desk().nextKey());
    var message = message(call, form, id);
    var problem = form.problem().or(() -> refused(message));
    if (problem.isPresent()) {
      return Reply.refused(problem.get());
    }
    var order = new Order(id, new DeliveryCommand.Intend(message, DeliveryCommand.Start.READY));
    return form.has("dedupeKey")
        ? counter.worded(counter.bring(call, order, once(message)), MessageRoutes::intended)
        : counter.submit(call, order, MessageRoutes::intended);
  }

  /// The key decides whether it is the same message, its wording does not.
  private static CommandKey once(Message message) {
    var scope = "message\n" + message.channel() + "\n" + message.dedupeKey();
    return new CommandKey(Codec.hash(scope), Codec.hash(message.dedupeKey()));
  }

  private Message message(Call call, Form form, StreamId id) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (!form.has("kind")) {
      form.missing("kind");
    }
    var kind = form.word("kind", MessageKind.class, MessageKind.STATUS);
    if (kind == MessageKind.REPLY) {
      form.wrong(
          "kind", "must be alert, status, report or summary: a reply follows from a request");
    }
    var channel = form.name("channel");
    return new Message(
        kind,
        channel,
        new Message.Content(form.text("subject", ""), form.text("body"), Json.NULL),
        new Message.Regarding(call.caller().name(), "", 0, call.correlation()),
        form.name("dedupeKey", "message/" + id),
        now,
        form.time("expiresAt", now.plus(policy.now().delivery().age(channel))),
        new Provenance.Sent());
  }

  /// Whoever is there to be told is told at once that it cannot go out.
  private Optional<Problem> refused(Message message) {
    var channels = policy.now().delivery().channels();
    var terms = channels.get(message.channel());
    if (terms == null) {
      return Optional.of(
          rule(
              "unknown-channel",
              "The workspace has no channel '" + message.channel() + "'.",
              "Use one of " + channels.keySet().stream().sorted().toList() + "."));
    }
    return terms.accepts().contains(message.kind())
        ? Optional.empty()
        : Optional.of(
            rule(
                "kind-not-accepted",
                "Channel '"
                    + message.channel()
                    + "' does not accept "
                    + Words.of(message.kind())
                    + ".",
                "Use another channel, or add the kind to its 'accepts'."));
  }

  private static Problem rule(String code, String cause, String nextAction) {
    return Problem.of(
        Refusal.of(
            Refusal.Reason.RULE,
            new Diagnostic(code, cause, "The message was not accepted.", nextAction)));
  }

  private static Reply intended(List<Change> changes) {
    var delivery = Facts.stream(changes, Kind.DELIVERY).orElseThrow().text();
    return Reply.json(202, new Doc().text("delivery", delivery))
        .with("Location", "/v1/deliveries/" + delivery);
  }
}
