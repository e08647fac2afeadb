package dev.holdfast.core.path;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Expressions.Rendered;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Output;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.Terms;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.core.routing.Settlement;
import dev.holdfast.core.run.RunEvent;
import dev.holdfast.core.run.RunRules;
import dev.holdfast.core.run.RunState;
import dev.holdfast.core.run.Work;
import dev.holdfast.core.scheduling.InstantCommand;
import dev.holdfast.core.scheduling.InstantSettlement;
import dev.holdfast.core.session.SessionCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a run orders: its task when its turn has come, and its reply, the end of its turn and of
/// its request when it has ended.
final class RunPath {
  private static final String NO_REPLIES = "the channel does not accept replies";

  private final StreamId run;
  private final Work work;
  private final Policy policy;
  private final Instant now;

  RunPath(StreamId run, RunState state, Versions<Policy> versions, Instant now) {
    this.run = run;
    this.work = RunRules.work(state);
    this.policy = versions.at(work.policyVersion());
    this.now = now;
  }

  List<Order> follow(RunEvent event) {
    return work.session() == 0 ? followScheduled(event) : followAsked(event);
  }

  /// A run without a session belongs to the instant with its number.
  private List<Order> followScheduled(RunEvent event) {
    return switch (event) {
      case RunEvent.Opened _ -> List.of();
      case RunEvent.Started(var input) -> List.of(offer(input));
      case RunEvent.Completed(var output) -> settle(new InstantSettlement.Completed(output));
      case RunEvent.Failed(var diagnostic) -> settle(new InstantSettlement.Failed(diagnostic));
      case RunEvent.Escalated(var diagnostic) -> settle(new InstantSettlement.Failed(diagnostic));
      case RunEvent.Withdrawn(var reason) -> settle(new InstantSettlement.Cancelled(reason));
      case RunEvent.Stopped(var reason) -> {
        var orders = new ArrayList<Order>();
        orders.add(new Order(run.as(Kind.TASK), new TaskCommand.Cancel(reason)));
        orders.addAll(settle(new InstantSettlement.Cancelled(reason)));
        yield orders;
      }
    };
  }

  private List<Order> settle(InstantSettlement settlement) {
    return List.of(new Order(run.as(Kind.INSTANT), new InstantCommand.Settle(settlement)));
  }

  private List<Order> followAsked(RunEvent event) {
    return switch (event) {
      case RunEvent.Opened _ -> List.of();
      case RunEvent.Started(var input) -> List.of(offer(input));
      case RunEvent.Completed(var output) -> reply(output);
      case RunEvent.Failed(var diagnostic) ->
          notice(
              "Your request could not be completed. It is on record as " + run + ".", diagnostic);
      case RunEvent.Escalated(var diagnostic) ->
          notice(
              "Your request was handed to a person. It is on record as " + run + ".", diagnostic);
      case RunEvent.Withdrawn(var reason) ->
          List.of(
              new Order(session(), new SessionCommand.Withdraw(run.key())),
              settle(new Settlement.Cancellation(reason)));
      case RunEvent.Stopped(var reason) ->
          List.of(
              new Order(run.as(Kind.TASK), new TaskCommand.Cancel(reason)),
              finish(0),
              settle(new Settlement.Cancellation(reason)));
    };
  }

  private Order offer(Json input) {
    var terms = new Terms.Named(work.contract(), work.policyVersion());
    var assignment =
        new Assignment(terms, run.key(), 0, input, priority(), work.actor(), work.correlation());
    return new Order(run.as(Kind.TASK), new TaskCommand.Offer(assignment, ""));
  }

  private int priority() {
    var delegation = policy.delegation();
    var contract = delegation.contracts().get(work.contract());
    var agent = contract == null ? null : delegation.agents().get(contract.agent());
    var lane = agent == null ? null : delegation.lanes().get(agent.lane());
    return lane == null ? 0 : lane.priority();
  }

  private List<Order> reply(Output output) {
    return switch (rendered(output)) {
      case Rendered.Text(var text) when text.isBlank() ->
          silently(new Settlement.Silence("the output has nothing to say"));
      case Rendered.Text _ when !repliesGoOut() -> silently(new Settlement.Silence(NO_REPLIES));
      case Rendered.Text(var text) ->
          say(
              text,
              output.value(),
              new Provenance.Gated(run.key(), output.sha256()),
              new Settlement.Reply());
      case Rendered.Missing(var findings) ->
          notice(
              "Your request was worked on, but its answer could not be written. It is on record as "
                  + run
                  + ".",
              new Diagnostic(
                  "reply-template",
                  "The contract's reply template does not fit the output: " + findings,
                  "The requester was told that there is no answer.",
                  "Mend the contract's 'reply'."));
    };
  }

  private Rendered rendered(Output output) {
    var contract = policy.delegation().contracts().get(work.contract());
    var template = contract == null ? "" : contract.reply();
    var expressions = policy.delegation().expressions();
    return template.isEmpty()
        ? new Rendered.Text(expressions.plain(output.value()))
        : expressions.render(template, Map.of("output", output.value()));
  }

  private List<Order> notice(String text, Diagnostic diagnostic) {
    var settlement = new Settlement.Failure(diagnostic);
    return repliesGoOut()
        ? say(text, Json.NULL, new Provenance.Diagnosed(), settlement)
        : silently(settlement);
  }

  private List<Order> silently(Settlement settlement) {
    return List.of(finish(0), settle(settlement));
  }

  private List<Order> say(String text, Json data, Provenance provenance, Settlement settlement) {
    var regarding =
        new Message.Regarding(work.actor(), work.thread(), run.key(), work.correlation());
    var message =
        new Letter(
                MessageKind.REPLY, work.channel(), new Message.Content("", text, data), regarding)
            .message("reply/" + run, provenance, policy, now);
    return List.of(
        new Order(
            run.as(Kind.DELIVERY),
            new DeliveryCommand.Intend(message, DeliveryCommand.Start.BLOCKED)),
        finish(run.key()),
        settle(settlement));
  }

  private boolean repliesGoOut() {
    var channel = policy.delivery().channels().get(work.channel());
    return channel != null && channel.accepts().contains(MessageKind.REPLY);
  }

  private StreamId session() {
    return new StreamId(Kind.SESSION, work.session());
  }

  private Order finish(long delivery) {
    return new Order(session(), new SessionCommand.Finish(run.key(), delivery));
  }

  private Order settle(Settlement settlement) {
    return new Order(run.as(Kind.REQUEST), new RequestCommand.Settle(settlement));
  }
}
