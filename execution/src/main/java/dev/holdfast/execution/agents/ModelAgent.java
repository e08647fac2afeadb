package dev.holdfast.execution.agents;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.Progress;
import dev.holdfast.core.models.Features;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.Routing.Hope;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.models.Outcome;
import dev.holdfast.execution.models.Talk;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.tools.Marked;
import dev.holdfast.execution.tools.Toolbox;
import dev.holdfast.execution.tools.Used;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The built-in loop: ask the model, use the tools that it wants, until it answers.
final class ModelAgent implements Agent {
  /// Another attempt would most likely go round the same way.
  private static final Fault STUCK =
      new Fault(
          "no-progress",
          Novelty.STALE_MAX + " rounds of tool use brought nothing that was not known before",
          Fault.Retry.USELESS);

  private final AgentSpec.Model spec;
  private final Models models;
  private final Redaction redaction;
  private final Doors doors;

  ModelAgent(AgentSpec.Model spec, Models models, Redaction redaction, Doors doors) {
    this.spec = spec;
    this.models = models;
    this.redaction = redaction;
    this.doors = doors;
  }

  @Override
  public Result work(Attempt attempt) throws InterruptedException {
    return new Conversation(attempt).hold();
  }

  private final class Conversation {
    private final Attempt attempt;
    private final Talk talk;
    private final Toolbox toolbox;
    private final Briefing briefing;
    private final Novelty novelty;
    private final List<Turn> turns = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private int toolsFailed;

    Conversation(Attempt attempt) {
      this.attempt = attempt;
      var policy = doors.versions().at(attempt.assignment().terms().policyVersion());
      this.briefing = new Briefing(attempt, policy.delegation().expressions());
      this.talk = models.talk(spec, attempt, briefing::wrong);
      this.novelty = new Novelty(talk.staleBefore());
      this.toolbox = new Toolbox(attempt, doors, redaction);
    }

    Result hold() throws InterruptedException {
      turns.add(new Turn.Instructed(briefing.instructions(spec.instructions())));
      turns.add(Turn.Asked.of(briefing.question()));
      for (int turn = 0; turn < Progress.TURNS_MAX; turn++) {
        var question = new Question(List.copyOf(turns), toolbox.offers(), briefing.options());
        switch (talk.ask(question, features(question))) {
          case Outcome.Refused(var why, _) -> {
            return new Result.Failed(new Fault(why.code(), why.cause(), Fault.Retry.WORTHWHILE));
          }
          case Outcome.Unanswered unanswered -> {
            return unanswered
                .unusable()
                .map(answer -> briefing.result(answer.said().text(), List.copyOf(evidence)))
                .orElseGet(() -> new Result.Failed(failure(unanswered)));
          }
          case Outcome.BrokenOff(var fault, _, _) -> {
            return Result.failed(fault.kind().word(), fault.message());
          }
          case Outcome.Answered(Reply.Whole(var said, var finish, _, _), _, _) -> {
            if (finish == Finish.LENGTH) {
              return Result.failed("answer-too-long", "the model reached its token limit");
            }
            if (said.wishes().isEmpty()) {
              return briefing.result(said.text(), List.copyOf(evidence));
            }
            turns.add(said);
            var over = use(said.wishes());
            if (over.isPresent()) {
              return new Result.Failed(over.get());
            }
          }
        }
      }
      return Result.failed(
          "no-answer", "no answer after " + Progress.TURNS_MAX + " questions to the model");
    }

    private static Fault failure(Outcome.Unanswered unanswered) {
      var why = unanswered.why();
      var kind = unanswered.lastFault().map(fault -> fault.kind().word()).orElse(why.code());
      return new Fault(
          kind,
          why.cause(),
          unanswered.hope() == Hope.LATER ? Fault.Retry.WORTHWHILE : Fault.Retry.USELESS);
    }

    private Features features(Question question) {
      int reworks = attempt.leased().progress().reworks().count();
      return new Features(
          attempt.number(), reworks, Needs.tokens(question), toolsFailed, novelty.stale());
    }

    /// Uses what the model wishes for; empty if the conversation goes on.
    private Optional<Fault> use(List<ToolWish> wishes) throws InterruptedException {
      var round = new ArrayList<Used.Told>();
      for (var used : toolbox.use(wishes)) {
        switch (used) {
          case Used.Over(var why) -> {
            return Optional.of(new Fault(why.code(), why.cause(), Fault.Retry.WORTHWHILE));
          }
          case Used.Told told -> {
            var wish = wishes.get(round.size());
            turns.add(new Turn.Given(wish.id(), wish.tool(), Marked.of(told)));
            evidence.addAll(told.evidence());
            toolsFailed += told.evidence().isEmpty() ? 1 : 0;
            round.add(told);
          }
        }
      }
      return novelty.heard(round) ? Optional.empty() : Optional.of(STUCK);
    }
  }
}
