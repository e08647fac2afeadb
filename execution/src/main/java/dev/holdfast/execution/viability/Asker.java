package dev.holdfast.execution.viability;

import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.viability.Pace;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.models.Calls;
import dev.holdfast.execution.models.Made;
import dev.holdfast.execution.models.Outcome;
import java.time.Duration;
import java.util.List;

/// Puts one question after the other to one model, on the books of whoever wants it examined. For
/// one thread.
final class Asker {
  /// The longest for one question.
  private static final Duration EACH = Duration.ofMinutes(2);

  private final Calls calls;
  private final ModelId model;
  private final Calls.Caller caller;
  private final Deadline deadline;
  private long tokens;

  Asker(Calls calls, ModelId model, Calls.Caller caller, Deadline deadline) {
    this.calls = calls;
    this.model = model;
    this.caller = caller;
    this.deadline = deadline;
  }

  ModelId model() {
    return model;
  }

  /// That all questions so far took, as the provider counted.
  long tokens() {
    return tokens;
  }

  Heard ask(Question question) throws InterruptedException {
    if (deadline.isOver()) {
      return new Heard.Unasked("the time for one examination is over");
    }
    var within = deadline.atMost(EACH).left();
    var pieces = new Pieces();
    var call = new Calls.Call(new Addressee.One(model), "", question, within, caller);
    var outcome = calls.examine(call, pieces).outcome();
    outcome.attempts().forEach(made -> tokens += usage(made.reply()).total());
    return heard(outcome, pieces);
  }

  private static Heard heard(Outcome outcome, Pieces pieces) {
    return switch (outcome) {
      case Outcome.Answered(var reply, _, var made) ->
          new Heard.Whole(reply.said(), pace(reply, made), pieces.texts, reply.served());
      case Outcome.BrokenOff(var fault, _, _) -> broken(fault);
      case Outcome.Unanswered unanswered ->
          unanswered
              .lastFault()
              .map(Asker::broken)
              .orElseGet(() -> new Heard.Unasked(unanswered.why().cause()));
      case Outcome.Refused(var why, _) -> new Heard.Unasked(why.cause());
    };
  }

  private static Heard broken(ModelFault fault) {
    return new Heard.Broken(fault.kind(), fault.message());
  }

  private static Pace.Measured pace(Reply.Whole reply, List<Made> made) {
    var last = made.getLast();
    var usage = reply.usage();
    return new Pace.Measured(last.first(), last.took(), usage.output() + usage.reasoning());
  }

  private static Usage usage(Reply reply) {
    return switch (reply) {
      case Reply.Whole whole -> whole.usage();
      case Reply.Broken broken -> broken.usage();
    };
  }

  /// Counts the pieces of the text.
  private static final class Pieces implements Calls.Listener {
    private int texts;

    @Override
    public void answers(ModelId model, int attempt, Lowering lowered) {
      texts = 0;
    }

    @Override
    public void hears(Delta delta) {
      if (delta instanceof Delta.Text) {
        texts++;
      }
    }
  }
}
