package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.execution.probe.Probed;
import java.time.Duration;

/// Somebody whose models answer questions. Blocks; interrupting the thread ends it at once.
public interface Provider {
  /// Asks once.
  ///
  /// @param model the provider's own name of it
  /// @param deltas hears the answer's pieces as they come, in this thread
  Reply ask(String model, Question question, Patience patience, Deltas deltas)
      throws InterruptedException;

  /// Whether it could be asked, without asking it.
  Probed probe(String model, Duration atMost);

  /// What its list of models says of one, without asking that.
  Listed listed(String model, Duration atMost);
}
