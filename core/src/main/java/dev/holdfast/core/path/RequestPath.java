package dev.holdfast.core.path;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.routing.Inbound;
import dev.holdfast.core.routing.RequestEvent;
import dev.holdfast.core.run.RunCommand;
import dev.holdfast.core.run.Work;
import dev.holdfast.core.session.SessionCommand;
import dev.holdfast.core.session.SessionScope;
import java.util.LinkedHashMap;
import java.util.List;

/// What an accepted request orders: a run with its number, and a turn in its session.
final class RequestPath {
  private RequestPath() {}

  static List<Order> accepted(
      StreamId request, RequestEvent.Accepted event, Versions<Policy> policy) {
    var inbound = event.inbound();
    var manner = policy.at(event.policyVersion()).session().channels().get(inbound.channel());
    var scope = manner == null ? SessionScope.PER_ACTOR : manner.scope();
    var identity = scope.identity(inbound.channel(), inbound.actor(), inbound.thread());
    var session = StreamId.named(Kind.SESSION, identity);
    var run = request.as(Kind.RUN);
    return List.of(
        new Order(run, new RunCommand.Open(work(session, request, event), input(inbound))),
        new Order(session, new SessionCommand.Arrive(identity, inbound.channel(), run.key())));
  }

  private static Work work(StreamId session, StreamId request, RequestEvent.Accepted event) {
    var inbound = event.inbound();
    return new Work(
        session.key(),
        event.routed().contract(),
        event.policyVersion(),
        inbound.replyTo().isEmpty() ? inbound.channel() : inbound.replyTo(),
        inbound.actor(),
        inbound.thread(),
        request.text());
  }

  private static Json input(Inbound inbound) {
    var members = new LinkedHashMap<String, Json>();
    members.put("text", Json.string(inbound.text()));
    members.put("payload", inbound.payload());
    members.put("actor", Json.string(inbound.actor()));
    members.put("channel", Json.string(inbound.channel()));
    members.put("thread", Json.string(inbound.thread()));
    members.put("attachments", inbound.attachments());
    return Json.object(members);
  }
}
