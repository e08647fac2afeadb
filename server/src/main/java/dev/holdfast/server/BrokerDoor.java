package dev.holdfast.server;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.Routing.Hope;
import dev.holdfast.execution.models.Calls;
import dev.holdfast.execution.models.Made;
import dev.holdfast.execution.models.Outcome.Answered;
import dev.holdfast.execution.models.Outcome.BrokenOff;
import dev.holdfast.execution.models.Outcome.Refused;
import dev.holdfast.execution.models.Outcome.Unanswered;
import dev.holdfast.gateway.models.Hearer;
import dev.holdfast.gateway.models.Inquiry;
import dev.holdfast.gateway.models.ModelDoor;
import dev.holdfast.gateway.models.Outcome;
import java.time.Duration;
import java.util.List;

/// Brings the gateway's questions to the broker, and its outcomes back.
final class BrokerDoor implements ModelDoor {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Calls calls;

  BrokerDoor(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Outcome ask(Inquiry inquiry) throws InterruptedException {
    return told(calls.ask(call(inquiry)));
  }

  @Override
  public Outcome ask(Inquiry inquiry, Hearer hearer) throws InterruptedException {
    return told(calls.ask(call(inquiry), new Passing(hearer)));
  }

  private static Calls.Call call(Inquiry inquiry) {
    var asker = inquiry.asker();
    return new Calls.Call(
        inquiry.addressee(),
        inquiry.taskClass(),
        inquiry.question(),
        inquiry.within(),
        new Calls.Caller(asker.actor(), asker.session(), asker.correlation(), asker.traceparent()));
  }

  /// A hearer that is cut leaves its thread interrupted, which ends the exchange with the model.
  private record Passing(Hearer hearer) implements Calls.Listener {
    @Override
    public void answers(ModelId model, int attempt, Lowering lowering) {
      try {
        hearer.answers(model, attempt, lowered(lowering));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void hears(Delta delta) {
      try {
        hearer.hears(delta);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Outcome told(Calls.Ended ended) {
    return switch (ended.outcome()) {
      case Answered(var reply, var model, var made) ->
          new Outcome.Answered(
              reply.said(),
              reply.finish(),
              reply.usage(),
              new Outcome.Served(
                  model,
                  reply.served(),
                  made.size(),
                  new Outcome.Cost(ended.cost(), ended.currency()),
                  lowered(ended.lowered())));
      case BrokenOff(var fault, var model, var made) ->
          refused(new Outcome.Fault(fault.kind()), brokenOff(model, fault), Duration.ZERO, made);
      case Unanswered unanswered ->
          refused(cause(unanswered), unanswered.why(), unanswered.after(), unanswered.attempts());
      case Refused(var why, var made) ->
          refused(hindered(why), why, after(why, ended.window()), made);
    };
  }

  private static Outcome.Lowered lowered(Lowering lowering) {
    return lowering.isNone()
        ? Outcome.Lowered.NOT
        : new Outcome.Lowered(lowering.budget(), lowering.from(), lowering.to().text());
  }

  private static Outcome refused(
      Outcome.Cause cause, Diagnostic why, Duration after, List<Made> made) {
    return new Outcome.Refused(cause, why, after, attempts(made));
  }

  private static Diagnostic brokenOff(ModelId model, ModelFault fault) {
    return new Diagnostic(
        "broken-off",
        "'%s' broke off: %s (%s).".formatted(model, fault.kind().word(), fault.message()),
        "What was streamed is no answer. No other model went on where this one stopped.",
        "Ask again; with the header x-holdfast-stream: buffered, the next model answers anew.");
  }

  private static Outcome.Cause cause(Unanswered unanswered) {
    var made = unanswered.attempts();
    if (made.isEmpty()) {
      return new Outcome.Hindered(
          unanswered.hope() == Hope.LATER ? Outcome.Hindrance.COOLING : Outcome.Hindrance.UNABLE);
    }
    // A last attempt that answered has given what is no valid answer.
    return new Outcome.Fault(
        unanswered.lastFault().map(ModelFault::kind).orElse(FaultClass.MALFORMED));
  }

  private static Outcome.Cause hindered(Diagnostic why) {
    return new Outcome.Hindered(
        switch (why.code()) {
          case "budget-exhausted" -> Outcome.Hindrance.SPENT;
          case "budget-held" -> Outcome.Hindrance.HELD;
          case "model-without-price" -> Outcome.Hindrance.UNABLE;
          default -> Outcome.Hindrance.BUSY;
        });
  }

  /// Before a window begins, no budget has more than now.
  private static Duration after(Diagnostic why, Duration window) {
    return switch (why.code()) {
      case "budget-exhausted" -> window;
      case "model-without-price" -> Duration.ZERO;
      default -> SOON;
    };
  }

  private static List<Outcome.Attempt> attempts(List<Made> made) {
    return made.stream()
        .filter(one -> one.reply() instanceof Reply.Broken)
        .map(one -> {
          var fault = ((Reply.Broken) one.reply()).fault();
          return new Outcome.Attempt(one.model(), fault.kind(), fault.message());
        })
        .toList();
  }
}
