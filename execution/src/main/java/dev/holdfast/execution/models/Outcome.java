package dev.holdfast.execution.models;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.Routing.Hope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of a question.
public sealed interface Outcome {
  /// Every attempt, in order; the last one first failed or answered.
  List<Made> attempts();

  /// One model's whole answer.
  record Answered(Reply.Whole reply, ModelId model, List<Made> attempts) implements Outcome {}

  /// Nobody answered.
  ///
  /// @param after how long to wait before asking again, zero where nothing says so
  record Unanswered(Diagnostic why, Hope hope, Duration after, List<Made> attempts)
      implements Outcome {

    /// The answer that is none because it breaks what was demanded of it, also after its repair.
    public Optional<Reply.Whole> unusable() {
      return why.code().equals(Checked.CODE)
              && attempts.getLast().reply() instanceof Reply.Whole whole
          ? Optional.of(whole)
          : Optional.empty();
    }
  }

  /// It broke off after a part of it had been passed on, which therefore is no answer. Nobody else
  /// was asked, since two models' texts are never spliced.
  record BrokenOff(ModelFault fault, ModelId model, List<Made> attempts) implements Outcome {}

  /// The rules did not let it be asked (any more).
  record Refused(Diagnostic why, List<Made> attempts) implements Outcome {}

  /// How the last attempt failed, if it did.
  default Optional<ModelFault> lastFault() {
    return attempts().isEmpty() || !(attempts().getLast().reply() instanceof Reply.Broken broken)
        ? Optional.empty()
        : Optional.of(broken.fault());
  }

  /// The same, after the attempts that were made before.
  default Outcome after(List<Made> before) {
    var all = new ArrayList<>(before);
    all.addAll(attempts());
    var made = List.copyOf(all);
    return switch (this) {
      case Answered(var reply, var model, _) -> new Answered(reply, model, made);
      case Unanswered(var why, var hope, var after, _) -> new Unanswered(why, hope, after, made);
      case BrokenOff(var fault, var model, _) -> new BrokenOff(fault, model, made);
      case Refused(var why, _) -> new Refused(why, made);
    };
  }
}
