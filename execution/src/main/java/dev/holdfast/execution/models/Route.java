package dev.holdfast.execution.models;

import dev.holdfast.core.StreamId;
import dev.holdfast.core.models.Chain;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.Outlook;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.Routing;
import dev.holdfast.core.models.Routing.Step;
import dev.holdfast.core.models.Tried;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.attempt.Permission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One question's way down its chain, under one deadline.
final class Route {
  private final Lookout lookout;
  private final Asking asking;
  private final Journal journal;
  private final Manner manner;
  private final Chain chain;
  private final Patience usual;
  private final Deadline deadline;
  private final Fitting fitting;
  private final String holder;
  private final Map<ModelId, String> unfit;
  private final List<Tried> history = new ArrayList<>();
  private final List<Made> made = new ArrayList<>();
  private final Map<ModelId, Outlook> passedBy = new HashMap<>();

  Route(Lookout lookout, Asking asking, Journal journal, Manner manner) {
    this.lookout = lookout;
    this.asking = asking;
    this.journal = journal;
    this.manner = manner;
    this.chain = lookout.chain(asking);
    this.usual = asking.policy().work(asking.taskClass()).patience();
    this.deadline = asking.deadline().atMost(usual.total());
    this.fitting = new Fitting(asking.question(), chain, lookout.inWords());
    this.holder = lookout.nextHolder();
    this.unfit = lookout.unfit(chain, asking, manner);
  }

  Outcome run() throws InterruptedException {
    var needs = Needs.of(asking.question());
    var routing = new Routing(chain, needs, System.identityHashCode(this));
    var end = Optional.<Outcome>empty();
    while (end.isEmpty()) {
      end =
          switch (routing.next(List.copyOf(history), outlooks(), deadline.left())) {
            case Step.GiveUp(var why, var hope, var after) ->
                Optional.of(new Outcome.Unanswered(why, hope, after, List.copyOf(made)));
            case Step.Ask step -> ask(step);
          };
    }
    return end.get();
  }

  private Map<ModelId, Outlook> outlooks() throws InterruptedException {
    var outlooks = new HashMap<>(lookout.outlooks(chain));
    unfit.forEach((model, why) -> outlooks.put(model, new Outlook.Unfit(why)));
    outlooks.putAll(passedBy);
    return outlooks;
  }

  private Optional<Outcome> ask(Step.Ask step) throws InterruptedException {
    pause(step.rest());
    var model = step.model();
    if (!step.trial().isEmpty()
        && !lookout.cooldowns().isMine(step.trial(), holder, deadline.left())) {
      passedBy.put(model, new Outlook.Cooling(usual.first(), step.trial() + " is being tried"));
      return Optional.empty();
    }
    if (!history.isEmpty() && !history.getLast().model().equals(model)) {
      var before = history.getLast();
      lookout.signals().fellBack(before.model(), before.fault().kind().word());
    }
    return put(step);
  }

  private Optional<Outcome> put(Step.Ask step) throws InterruptedException {
    var question = fitting.question(step.model());
    var intent =
        new Journal.Intent(
            step.model(), question, chain.addressee(), made.size() + 1, asking.why());
    return switch (journal.before(intent)) {
      case Permission.Granted(var effect) -> attempt(step, intent, effect);
      case Permission.Denied(var why) -> Optional.of(new Outcome.Refused(why, List.copyOf(made)));
      case Permission.Over(var why) -> Optional.of(new Outcome.Refused(why, List.copyOf(made)));
    };
  }

  private Optional<Outcome> attempt(Step.Ask step, Journal.Intent intent, StreamId effect)
      throws InterruptedException {
    var model = step.model();
    var heard = new Heard(manner);
    var attempt = made(intent, heard);
    made.add(attempt);
    lookout.signals().attempted(attempt, intent, journal.trail());
    journal.after(effect, attempt);
    return switch (attempt.reply()) {
      case Reply.Whole whole -> {
        fitting.answered(model);
        lookout.cooldowns().answered(model, step.trial(), holder);
        lookout.findings().answered(model, whole.served());
        yield Optional.of(new Outcome.Answered(whole, model, List.copyOf(made)));
      }
      case Reply.Broken(var fault, _) -> {
        history.add(new Tried(model, fault));
        if (isOurOwnDoing(model, intent.question(), fault)) {
          yield put(step);
        }
        lookout.cooldowns().failed(model, fault, step.trial(), holder);
        yield heard.isPassedOn()
            ? Optional.of(new Outcome.BrokenOff(fault, model, List.copyOf(made)))
            : Optional.empty();
      }
    };
  }

  private Made made(Journal.Intent intent, Heard heard) throws InterruptedException {
    var model = intent.model();
    try {
      var provider = lookout.provider(model);
      var reply = provider.ask(model.model(), intent.question(), patience(), heard);
      return new Made(model, reply, heard.first(), heard.took());
    } catch (InterruptedException cut) {
      lookout.signals().cut(heard.took(), intent, journal.trail());
      throw cut;
    }
  }

  /// What failed was not the model: a connection that had been kept, or a schema that only we
  /// wanted it to be held to. It is asked again at once, as an attempt like any other. To ask has
  /// no effect but its cost, which is covered each time, and nothing of the answer had come.
  private boolean isOurOwnDoing(ModelId model, Question question, ModelFault fault) {
    return (fault.stale() || fitting.isRefused(model, question, fault))
        && Routing.mayAskAgain(history, deadline.left());
  }

  /// What is left of the question's time is all that one attempt may take.
  private Patience patience() {
    return new Patience(usual.connect(), usual.first(), usual.idle(), deadline.left());
  }

  /// Ends at once when the asker is cut.
  private static void pause(Duration rest) throws InterruptedException {
    if (rest.isPositive()) {
      var nobody = new CountDownLatch(1);
      if (nobody.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    }
  }
}
