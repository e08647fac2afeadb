package dev.holdfast.execution.agents;

import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.Progress;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.models.ModelBroker;
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
    private final ModelBroker broker;
    private final Toolbox toolbox;
    private final Briefing briefing;
    private final List<Turn> turns = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();

    Conversation(Attempt attempt) {
      this.broker = ModelBroker.of(source, attempt, doors);
      this.toolbox = new Toolbox(attempt, doors, source.secrets().redaction());
      this.briefing = new Briefing(attempt);
    }

    Result hold() throws InterruptedException {
      turns.add(new Turn.Instructed(briefing.instructions(instructions)));
      turns.add(Turn.Asked.of(briefing.question()));
      for (int turn = 0; turn < Progress.TURNS_MAX; turn++) {
        var question = Question.of(List.copyOf(turns), toolbox.offers());
        switch (broker.ask(model.model(), question)) {
          case ModelBroker.Asked.NotAsked(var fault) -> {
            return new Result.Failed(fault);
          }
          case ModelBroker.Asked.Replied(Reply.Broken(var fault, _)) -> {
            return new Result.Failed(failure(fault));
          }
          case ModelBroker.Asked.Replied(Reply.Whole(var said, var finish, _, _)) -> {
            if (finish == Finish.LENGTH) {
              return Result.failed("answer-too-long", "the model reached its token limit");
            }
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

    private static Fault failure(ModelFault fault) {
      var retry =
          switch (fault.kind()) {
            case AUTH, BILLING, CONTEXT_OVERFLOW, CONTENT_POLICY, INVALID_REQUEST, NOT_FOUND ->
                Fault.Retry.USELESS;
            case RATE_LIMITED,
                OVERLOADED,
                TIMEOUT_CONNECT,
                TIMEOUT_FIRST_TOKEN,
                TIMEOUT_IDLE,
                TIMEOUT_TOTAL,
                SERVER_ERROR,
                NETWORK,
                TRUNCATED,
                MALFORMED,
                UNKNOWN ->
                Fault.Retry.WORTHWHILE;
          };
      return new Fault(fault.kind().word(), fault.message(), retry);
    }

    /// What the last of the wishes came to.
    private Used use(List<ToolWish> wishes) throws InterruptedException {
      Used last = new Used.Told("", List.of());
      for (var wish : wishes) {
        last = toolbox.use(wish.tool(), wish.arguments());
        switch (last) {
          case Used.Over _ -> {
            return last;
          }
          case Used.Told(var text, var seen) -> {
            turns.add(new Turn.Given(wish.id(), wish.tool(), text));
            evidence.addAll(seen);
          }
        }
      }
      return last;
    }
  }
}
