package dev.holdfast.gateway.models;

import dev.holdfast.core.Diagnostic;
import java.time.Duration;
import java.util.List;

/// The door to the models, as the gateway sees it. Whoever asks waits for the outcome; interrupting
/// the thread ends the question at once, and everything that was begun for it.
public interface ModelDoor {
  /// Asks for a whole answer. What a model breaks off, the next one answers anew.
  Outcome ask(Inquiry inquiry) throws InterruptedException;

  /// The same with the answer's pieces as they come. Once one was heard, no other model goes on.
  Outcome ask(Inquiry inquiry, Hearer hearer) throws InterruptedException;

  /// Of a node that cannot ask models.
  ModelDoor NONE =
      new ModelDoor() {
        @Override
        public Outcome ask(Inquiry inquiry) {
          return new Outcome.Refused(
              new Outcome.Hindered(Outcome.Hindrance.ABSENT),
              new Diagnostic(
                  "no-execution-plane",
                  "This node runs no execution plane, which is the one that asks models.",
                  "The question was put to nobody.",
                  "Send it to a node with 'execution' among its server.planes."),
              Duration.ZERO,
              List.of());
        }

        @Override
        public Outcome ask(Inquiry inquiry, Hearer hearer) {
          return ask(inquiry);
        }
      };
}
