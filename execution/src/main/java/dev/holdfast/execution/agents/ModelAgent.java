package dev.holdfast.execution.agents;

import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.Progress;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.models.ModelBroker;
import dev.holdfast.execution.models.Question;
import dev.holdfast.execution.models.Spoken;
import dev.holdfast.execution.models.Turn;
import dev.holdfast.execution.tools.Toolbox;
import dev.holdfast.execution.tools.Used;
import java.util.ArrayList;
import java.util.List;

/// The built-in loop: ask the model, use the tools that it wants, until it answers.
final class ModelAgent implements Agent {
  private final ModelId model;
  private final String instructions;
  private final ModelBroker.Source source;
  private final Doors doors;

  ModelAgent(ModelId model, String instructions, ModelBroker.Source source, Doors doors) {
    this.model = model;
    this.instructions = instructions;
    this.source = source;
    this.doors = doors;
  }

  @Override
  public Result work(Attempt attempt) throws InterruptedException {
    return new Conversation(attempt).hold();
  }

  private final class Conversation {
    private final Attempt attempt;
    private final ModelBroker broker;
    private final Toolbox toolbox;
    private final Briefing briefing;
    private final List<Turn> turns = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();

    Conversation(Attempt attempt) {
      this.attempt = attempt;
      this.broker = ModelBroker.of(source, attempt, doors);
      this.toolbox = new Toolbox(attempt, doors, source.secrets().redaction());
      this.briefing = new Briefing(attempt);
    }

    Result hold() throws InterruptedException {
      turns.add(new Turn.Instructed(briefing.instructions(instructions)));
      turns.add(new Turn.Asked(briefing.question()));
      for (int turn = 0; turn < Progress.TURNS_MAX; turn++) {
        var question =
            new Question(model.model(), List.copyOf(turns), toolbox.offers(), attempt.deadline());
        switch (broker.ask(question)) {
          case Spoken.Failed(var fault) -> {
            return new Result.Failed(fault);
          }
          case Spoken.Doubtful(var fault) -> {
            return new Result.Failed(fault);
          }
          case Spoken.NotAsked(var fault) -> {
            return new Result.Failed(fault);
          }
          case Spoken.Answered(var said, _) -> {
            if (said.wishes().isEmpty()) {
              return briefing.result(said.text(), List.copyOf(evidence));
            }
            turns.add(said);
            var over = use(said.wishes());
            if (over instanceof Used.Over(var why)) {
              return new Result.Failed(new Fault(why.code(), why.cause(), Fault.Retry.WORTHWHILE));
            }
          }
        }
      }
      return Result.failed(
          "no-answer", "no answer after " + Progress.TURNS_MAX + " questions to the model");
    }

    /// What the last of the wishes came to.
    private Used use(List<Turn.ToolWish> wishes) throws InterruptedException {
      Used last = new Used.Told("", List.of());
      for (var wish : wishes) {
        last = toolbox.use(wish.tool(), wish.arguments());
        switch (last) {
          case Used.Over _ -> {
            return last;
          }
          case Used.Told(var text, var seen) -> {
            turns.add(new Turn.Given(wish.id(), text));
            evidence.addAll(seen);
          }
        }
      }
      return last;
    }
  }
}
