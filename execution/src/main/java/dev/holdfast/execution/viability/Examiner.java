package dev.holdfast.execution.viability;

import dev.holdfast.core.Order;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Examination;
import dev.holdfast.core.models.viability.Settings;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.models.Calls;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Origin;
import java.time.Duration;
import java.util.List;

/// Examines one model, from its lease to what is entered, on a thread of its own. While it is at
/// work its lease is kept. One that is cut leaves it to run out, and the model is examined anew.
final class Examiner {
  /// How long the list of models may take.
  private static final Duration LISTING = Duration.ofSeconds(10);

  /// How long what was found is brought while the desk takes nothing.
  private static final Duration REPORT = Duration.ofMinutes(1);

  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /// Of a window that is known, what a question that is only estimated may fill.
  private static final int FILLED_PERCENT = 70;

  private final ViabilityState.Examining lease;
  private final Study study;
  private final Deadline end;
  private Deadline held;
  private volatile boolean found;
  private final ExaminationLog log;
  private final Thread thread;

  /// @param held until when the lease surely holds
  Examiner(ViabilityState.Examining lease, Study study, Deadline held, Done done) {
    this.lease = lease;
    this.study = study;
    this.held = held;
    this.end = Deadline.in(study.allowance().sitting());
    this.log = new ExaminationLog(study.doors().meter());
    this.thread = Thread.ofVirtual().name("examine-" + lease.model()).unstarted(() -> run(done));
  }

  /// What is told of an end.
  @FunctionalInterface
  interface Done {
    void ended(Examiner examiner);
  }

  void start() {
    thread.start();
  }

  boolean awaitEnd(Deadline deadline) throws InterruptedException {
    return thread.join(deadline.left().plusMillis(1));
  }

  void halt() {
    thread.interrupt();
  }

  /// Keeps the lease when a third of it is over. Only for the thread that has made this one.
  void keep() throws InterruptedException {
    var within = study.allowance().lease();
    if (held.left().compareTo(within.multipliedBy(2).dividedBy(3)) > 0) {
      return;
    }
    var longer = Deadline.in(within);
    var order =
        new Order(
            ViabilityRules.id(lease.model()), new ViabilityCommand.Begin(lease.holder(), within));
    switch (Answers.bring(study.doors().desk(), new Origin(lease.holder(), ""), order)) {
      case Answers.Done _ -> held = longer;
      case Answers.Later _ -> {
        // The next look brings it again.
      }
      case Answers.Denied(var refusal) -> {
        // What was found may just have been entered.
        if (!found) {
          log.notTaken(lease.model(), refusal.diagnostic());
          halt();
        }
      }
    }
  }

  private void run(Done done) {
    try {
      long began = System.nanoTime();
      var examination = examine();
      found = true;
      report(examination, began);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      log.broke(lease.model().text(), defect);
    } finally {
      done.ended(this);
    }
  }

  private Examination examine() throws InterruptedException {
    var model = lease.model();
    var workspace = study.workspace().get();
    var caller = new Calls.Caller(lease.wish().by(), "", "examination", "");
    var asker = new Asker(study.calls(), model, caller, end);
    var terms =
        new Sitting.Terms(
            workspace.policy().delegation().expressions(),
            study.models().listed(model, LISTING),
            Codec.hash(Settings.text(workspace, model)),
            longest(workspace, model));
    return new Sitting(asker, terms).hold();
  }

  /// No longer than what is declared, so that a model is not blamed for what nobody says of it.
  private static long longest(Workspace workspace, ModelId model) {
    var models = workspace.policy().models();
    long declared = models.abilities(model).window();
    long loaded =
        workspace.providers().get(model.provider()) instanceof ProviderSpec.Ollama ollama
            ? ollama.window()
            : 0;
    long longest = models.checks().window();
    for (long known : List.of(declared, loaded)) {
      longest = known == 0 ? longest : Math.min(longest, known * FILLED_PERCENT / 100);
    }
    return longest;
  }

  /// Brings it again and again while the desk takes nothing.
  private void report(Examination examination, long began) throws InterruptedException {
    var model = lease.model();
    var id = ViabilityRules.id(model);
    var order = new Order(id, new ViabilityCommand.Conclude(lease.holder(), examination));
    var giveUp = Deadline.in(REPORT);
    var wait = FIRST_WAIT;
    while (true) {
      switch (Answers.bring(study.doors().desk(), new Origin(lease.holder(), ""), order)) {
        case Answers.Done(var changes) -> {
          changes.forEach(changed -> told(changed, Duration.ofNanos(System.nanoTime() - began)));
          return;
        }
        case Answers.Denied(var refusal) -> {
          log.notTaken(model, refusal.diagnostic());
          return;
        }
        case Answers.Later(var why) -> {
          if (giveUp.isOver()) {
            log.notTaken(model, why);
            return;
          }
          var bell = study.doors().bulletin().changes(id);
          bell.await(bell.rings(), giveUp.atMost(wait).left());
          var doubled = wait.multipliedBy(2);
          wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        }
      }
    }
  }

  private void told(Changed changed, Duration took) {
    if (changed.state() instanceof ViabilityState.Examined(var model, var report)) {
      log.examined(model, report, took);
    }
  }
}
