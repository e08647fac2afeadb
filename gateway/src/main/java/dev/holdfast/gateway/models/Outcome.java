package dev.holdfast.gateway.models;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Usage;
import java.time.Duration;
import java.util.List;

/// What became of a question.
public sealed interface Outcome {
  record Answered(Turn.Said said, Finish finish, Usage usage, Served by) implements Outcome {}

  /// @param diagnostic what a person reads of it
  /// @param retryAfter when the same question is worth asking again, zero where nothing says so
  /// @param attempts in their order
  record Refused(Cause cause, Diagnostic diagnostic, Duration retryAfter, List<Attempt> attempts)
      implements Outcome {}

  /// Who answered.
  ///
  /// @param name as the provider itself calls the model, empty where it does not say
  /// @param attempts how many there were, this one included
  record Served(ModelId model, String name, int attempts, Cost cost, Lowered lowered) {}

  /// That a smaller tier answered because a budget runs low.
  ///
  /// @param budget as `actor:ada/day`, empty where nothing was lowered
  /// @param from what was asked for
  /// @param to the tier that answered
  record Lowered(String budget, String from, String to) {
    public static final Lowered NOT = new Lowered("", "", "");

    boolean isNot() {
      return budget.isEmpty();
    }
  }

  /// @param micros of the currency, zero where no price is known
  /// @param currency three letters, empty where no price is known
  record Cost(long micros, String currency) {
    public static final Cost UNKNOWN = new Cost(0, "");
  }

  /// An attempt that failed.
  record Attempt(ModelId model, FaultClass fault, String message) {}

  sealed interface Cause {}

  /// The last attempt's fault.
  record Fault(FaultClass kind) implements Cause {}

  /// A rule of ours, before anybody was asked.
  record Hindered(Hindrance what) implements Cause {}

  enum Hindrance {
    /// A budget is used up.
    SPENT,
    /// What is left of a budget is put aside for questions under way.
    HELD,
    /// Everybody who could answer is left alone for a while.
    COOLING,
    /// So many questions are under way that no more are taken.
    BUSY,
    /// Nobody of those asked for can do what is needed.
    UNABLE,
    /// Nobody here asks models.
    ABSENT,
    /// The time was over before anybody could be asked.
    LATE
  }
}
