package dev.holdfast.rehearsal.world;

import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.execution.agents.Agent;
import dev.holdfast.execution.agents.Result;
import dev.holdfast.execution.agents.Roster;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.ledger.Codec;
import dev.holdfast.rehearsal.stage.Stage;
import java.util.List;

/// Agents as they are: most work, some lie, fail, hang, break, or go on when they were told to
/// stop.
final class Cast implements Roster {
  private static final int MANNERS = 9;
  private static final int SHORT_NANOS = 2_000_000_000;
  private static final long LONG_NANOS = 600_000_000_000L;

  private final Stage stage;
  private final Faults faults;
  private final Tale tale;

  Cast(Stage stage, Faults faults, Tale tale) {
    this.stage = stage;
    this.faults = faults;
    this.tale = tale;
  }

  @Override
  public Agent agent(String name) {
    return this::work;
  }

  private Result work(Attempt attempt) throws InterruptedException {
    stage.rest(stage.below(SHORT_NANOS));
    return switch (faults.isCalm() ? MANNERS : stage.below(MANNERS)) {
      case 0 -> {
        tale.saw("agent: bad schema");
        yield result("{\"words\":1}");
      }
      case 1 -> {
        tale.saw("agent: failed");
        yield Result.failed("rehearsed", "no luck");
      }
      case 2 -> {
        tale.saw("agent: hangs");
        stage.rest(LONG_NANOS);
        yield answer(attempt);
      }
      case 3 -> late(attempt);
      case 4 -> {
        tale.saw("agent: breaks");
        throw new IllegalArgumentException("the agent broke");
      }
      case 5 -> {
        tale.saw("agent: false claim");
        yield result("{\"text\":\"done, believe me\"}");
      }
      default -> answer(attempt);
    };
  }

  /// Takes no notice of being stopped, and brings its result all the same.
  private Result late(Attempt attempt) {
    try {
      stage.rest(LONG_NANOS);
    } catch (InterruptedException _) {
      tale.saw("agent: late result");
    }
    return answer(attempt);
  }

  private static Result answer(Attempt attempt) {
    return result("{\"text\":\"canary " + attempt.assignment().correlation() + ".\"}");
  }

  private static Result result(String text) {
    return new Result.Completed(new Output(new Json(text), Codec.hash(text)), List.of());
  }
}
