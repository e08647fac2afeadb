package dev.holdfast.execution.models;

import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.TaskClass;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.models.Asking.Trust;
import dev.holdfast.execution.spend.Receipts;
import java.time.Duration;
import java.time.InstantSource;

/// The door to the models for whoever is no task: a caller of the gateway. Nothing is committed
/// before a call; the budgets' blocks cover it, and each attempt is entered when it has ended.
public final class Calls {
  /// Before anybody listens.
  private static final Manner STREAMED = new Manner.Committed(_ -> {});

  private final Models models;
  private final Doors doors;
  private final Receipts receipts;
  private final InstantSource clock;

  public Calls(Models models, Doors doors, Receipts receipts, InstantSource clock) {
    this.models = models;
    this.doors = doors;
    this.receipts = receipts;
    this.clock = clock;
  }

  /// @param actor whose budget it is
  /// @param session what the actor counts together, a name of its own; empty for nothing
  /// @param traceparent as the caller sent it, empty where it did not
  public record Caller(String actor, String session, String correlation, String traceparent) {}

  /// @param taskClass how patiently, empty for the addressee's own class or the usual one
  /// @param within how long the caller waits at most
  public record Call(
      Addressee to, String taskClass, Question question, Duration within, Caller caller) {}

  /// @param cost of all attempts, in micro-units of the currency
  /// @param window until the budgets that refused it begin a window with enough for it; zero where
  ///   none has refused it, or none ever has enough
  /// @param lowered where it went because a budget runs low
  public record Ended(
      Outcome outcome, long cost, String currency, Duration window, Lowering lowered) {}

  /// Hears an answer as it comes.
  public interface Listener {
    /// Before the first piece.
    ///
    /// @param attempt how many there were, this one included
    /// @param lowered where it went because a budget runs low
    void answers(ModelId model, int attempt, Lowering lowered);

    void hears(Delta delta);
  }

  /// Asks for a whole answer. Blocks; interrupting the thread ends it at once.
  public Ended ask(Call call) throws InterruptedException {
    var journal = new CallJournal(call.caller(), doors, receipts, clock);
    var manner = new Manner.Buffered();
    return ask(call, journal, lowering(call, journal, manner), manner, Trust.FOUND);
  }

  /// The same with the pieces as they come.
  public Ended ask(Call call, Listener listener) throws InterruptedException {
    return ask(call, listener, Trust.FOUND);
  }

  /// The same, whatever is declared or was found of the model that is asked.
  public Ended examine(Call call, Listener listener) throws InterruptedException {
    return ask(call, listener, Trust.ANYTHING);
  }

  private Ended ask(Call call, Listener listener, Trust trust) throws InterruptedException {
    var journal = new CallJournal(call.caller(), doors, receipts, clock);
    var lowered = lowering(call, journal, STREAMED);
    var passing = new Passing(journal, lowered, listener);
    return ask(call, journal, lowered, new Manner.Committed(passing::hear), trust);
  }

  private Lowering lowering(Call call, CallJournal journal, Manner manner) {
    var policy = policy();
    var able = models.able(policy, Needs.of(call.question()), manner);
    var lowering = Lowering.of(policy, call.to(), journal.lows(), able);
    Signals.lowered(doors.meter(), lowering);
    return lowering;
  }

  private Ended ask(Call call, CallJournal journal, Lowering lowered, Manner manner, Trust trust)
      throws InterruptedException {
    var policy = policy();
    try {
      var asking =
          new Asking(
              lowered.to(),
              taskClass(call),
              call.question(),
              Deadline.in(call.within()),
              new Grounds(lowered.because(), 0),
              policy,
              trust);
      var outcome = models.ask(asking, journal, manner);
      return new Ended(
          outcome, journal.cost(), policy.prices().currency(), journal.untilEnough(), lowered);
    } finally {
      journal.over();
    }
  }

  private ModelsPolicy policy() {
    return doors.versions().now().models();
  }

  private static String taskClass(Call call) {
    if (!call.taskClass().isEmpty()) {
      return call.taskClass();
    }
    return switch (call.to()) {
      case Addressee.Work(var name) -> name;
      case Addressee.Tier _, Addressee.One _ -> TaskClass.USUAL;
    };
  }

  /// Tells who answers before the first piece.
  private static final class Passing {
    private final CallJournal journal;
    private final Lowering lowered;
    private final Listener listener;
    private boolean told;

    Passing(CallJournal journal, Lowering lowered, Listener listener) {
      this.journal = journal;
      this.lowered = lowered;
      this.listener = listener;
    }

    void hear(Delta delta) {
      if (!told) {
        told = true;
        listener.answers(journal.underWay().model(), journal.underWay().number(), lowered);
      }
      listener.hears(delta);
    }
  }
}
