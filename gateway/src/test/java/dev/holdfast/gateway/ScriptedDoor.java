package dev.holdfast.gateway;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.Finish;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.gateway.models.Hearer;
import dev.holdfast.gateway.models.Inquiry;
import dev.holdfast.gateway.models.ModelDoor;
import dev.holdfast.gateway.models.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/// A door that answers as a test has written it down.
final class ScriptedDoor implements ModelDoor {
  static final ModelId MINI = new ModelId("main", "mini");
  static final Usage USAGE = new Usage(10, 5, 0, 7, 3);

  /// What was asked, in order.
  final LinkedBlockingQueue<Inquiry> asked = new LinkedBlockingQueue<>();

  private volatile Scene scene = _ -> said("Hello, Ann!");

  /// How a question is answered.
  @FunctionalInterface
  interface Scene {
    Outcome play(Hearer hearer) throws InterruptedException;
  }

  void plays(Scene next) {
    scene = next;
  }

  @Override
  public Outcome ask(Inquiry inquiry) throws InterruptedException {
    return ask(inquiry, new Deaf());
  }

  @Override
  public Outcome ask(Inquiry inquiry, Hearer hearer) throws InterruptedException {
    asked.add(inquiry);
    return scene.play(hearer);
  }

  /// Where only the whole answer is wanted.
  private static final class Deaf implements Hearer {
    @Override
    public void answers(ModelId model, int attempt, Outcome.Lowered lowered) {
      // Nobody asked for pieces.
    }

    @Override
    public void hears(Delta delta) {
      // Nobody asked for pieces.
    }
  }

  static Outcome said(String text) {
    return new Outcome.Answered(new Turn.Said(text, List.of()), Finish.STOP, USAGE, served(1));
  }

  static Outcome wished(String text, ToolWish... wishes) {
    return new Outcome.Answered(
        new Turn.Said(text, List.of(wishes)), Finish.TOOLS, USAGE, served(2));
  }

  static Outcome.Served served(int attempts) {
    return new Outcome.Served(
        MINI, "mini-2026-01", attempts, new Outcome.Cost(1234, "USD"), Outcome.Lowered.NOT);
  }

  static Outcome refused(Outcome.Cause cause, Duration retryAfter) {
    return new Outcome.Refused(
        cause,
        new Diagnostic("no-model-answered", "Nobody answered.", "No answer.", "Look at the chain."),
        retryAfter,
        List.of(new Outcome.Attempt(MINI, FaultClass.OVERLOADED, "busy")));
  }

  /// Tells these pieces and ends with what they make together.
  static Scene streams(String... pieces) {
    return hearer -> {
      hearer.answers(MINI, 1);
      for (var piece : pieces) {
        hearer.hears(new Delta.Text(piece));
      }
      return said(String.join("", pieces));
    };
  }
}
