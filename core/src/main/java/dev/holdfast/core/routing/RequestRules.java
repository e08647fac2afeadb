package dev.holdfast.core.routing;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Expressions.Truth;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Rules;
import dev.holdfast.core.Standing;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import java.time.Instant;
import java.util.Map;

/// Accepts a request once, with its route, and settles it once.
public final class RequestRules
    implements Rules<RequestState, RequestCommand, RequestEvent, RoutingPolicy> {

  @Override
  public RequestState initial() {
    return new RequestState.New();
  }

  @Override
  public Decision<RequestEvent> decide(
      StreamId id,
      RequestState state,
      RequestCommand command,
      Versions<RoutingPolicy> policy,
      Instant now) {
    return switch (command) {
      case RequestCommand.Accept(var inbound) ->
          state instanceof RequestState.New
              ? accept(inbound, policy.now(), policy.current())
              : Decision.nothing();
      case RequestCommand.Settle(var settlement) ->
          state instanceof RequestState.Accepted
              ? Decision.accept(new RequestEvent.Settled(settlement))
              : Decision.nothing();
    };
  }

  private static Decision<RequestEvent> accept(Inbound inbound, RoutingPolicy policy, int version) {
    var responder = policy.responders().get(inbound.channel());
    if (responder == null) {
      return Decision.refuse(Refusal.Reason.RULE, unknownChannel(inbound.channel(), policy));
    }
    var routed = route(inbound, responder, policy);
    if (routed.contract().isEmpty()) {
      return Decision.refuse(Refusal.Reason.RULE, nobodyAnswers(inbound.channel(), routed));
    }
    return Decision.accept(new RequestEvent.Accepted(inbound, routed, version));
  }

  private static Routed route(Inbound inbound, String responder, RoutingPolicy policy) {
    var facts = facts(inbound);
    var reason = new StringBuilder();
    for (var route : policy.routes()) {
      switch (policy.expressions().test(route.when(), facts)) {
        case Truth.Holds _ -> {
          return new Routed(route.name(), route.contract(), reason + "holds: " + route.when());
        }
        case Truth.Fails _ -> {}
        // A broken expression must not swallow the request, and must not go unseen either.
        case Truth.Errs(var message) ->
            reason
                .append(route.name())
                .append(" could not be evaluated (")
                .append(message)
                .append("); ");
      }
    }
    return new Routed("default", responder, reason + "no route matched");
  }

  private static Map<String, Object> facts(Inbound inbound) {
    return Map.of(
        "actor", inbound.actor(),
        "channel", inbound.channel(),
        "thread", inbound.thread(),
        "text", inbound.text(),
        "payload", inbound.payload());
  }

  private static Diagnostic unknownChannel(String channel, RoutingPolicy policy) {
    return new Diagnostic(
        "unknown-channel",
        "The workspace has no channel '" + channel + "'.",
        "The request was not accepted.",
        "Use one of "
            + policy.responders().keySet().stream().sorted().toList()
            + ", or add it to holdfast.yaml.");
  }

  private static Diagnostic nobodyAnswers(String channel, Routed routed) {
    return new Diagnostic(
        "no-responder",
        "Nobody answers on channel '"
            + channel
            + "': "
            + routed.reason()
            + ", and it has no responder.",
        "The request was not accepted.",
        "Give the channel a responder, or add a route that matches.");
  }

  @Override
  public RequestState evolve(RequestState state, RequestEvent event) {
    return switch (event) {
      case RequestEvent.Accepted(var inbound, var routed, _) ->
          new RequestState.Accepted(inbound, routed);
      case RequestEvent.Settled(var settlement) ->
          state instanceof RequestState.Accepted(var inbound, var routed)
              ? settled(inbound, routed, settlement)
              : state;
    };
  }

  private static RequestState settled(Inbound inbound, Routed routed, Settlement settlement) {
    return switch (settlement) {
      case Settlement.Reply() -> new RequestState.Replied(inbound, routed);
      case Settlement.Silence(var reason) -> new RequestState.Silent(inbound, routed, reason);
      case Settlement.Failure(var why) -> new RequestState.Failed(inbound, routed, why);
      case Settlement.Cancellation(var why) -> new RequestState.Cancelled(inbound, routed, why);
    };
  }

  @Override
  public Standing standing(StreamId id, RequestState state) {
    return switch (state) {
      case RequestState.New() -> Standing.of("new");
      case RequestState.Accepted _ -> Standing.of("accepted");
      case RequestState.Replied _ -> Standing.of("replied");
      case RequestState.Silent _ -> Standing.of("silent");
      case RequestState.Failed _ -> Standing.of("failed");
      case RequestState.Cancelled _ -> Standing.of("cancelled");
    };
  }
}
