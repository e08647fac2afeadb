package dev.holdfast.execution.viability;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.execution.providers.Listed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Looks whether what providers have loaded is still what was examined, where their lists tell a
/// digest. It costs no question.
final class DigestWatch {
  private static final Codec CODEC = new Codec();
  private static final Duration LISTING = Duration.ofSeconds(2);
  private static final int MODELS_MAX = 500;

  private final String holder;
  private final Study study;

  DigestWatch(String holder, Study study) {
    this.holder = holder;
    this.study = study;
  }

  void look() throws InterruptedException {
    var silent = new HashSet<String>();
    var query = new Reader.Query(Kind.MODEL, "", 0, Long.MAX_VALUE, MODELS_MAX);
    for (var row : study.doors().reader().list(query)) {
      if (CODEC.decode(row.state()) instanceof ViabilityState.Examined(var model, var report)
          && isListed(model, report.found().identity().digest(), silent)) {
        look(row.id(), model, report.found().identity().digest(), silent);
      }
    }
  }

  private boolean isListed(ModelId model, String digest, Set<String> silent) {
    return !digest.isEmpty()
        && !silent.contains(model.provider())
        && study.workspace().get().providers().containsKey(model.provider());
  }

  /// @param silent providers whose list cannot be read now; one wait for each is enough
  private void look(StreamId id, ModelId model, String known, Set<String> silent)
      throws InterruptedException {
    switch (study.models().listed(model, LISTING)) {
      case Listed.Shown(var digest) -> {
        if (!digest.isEmpty() && !digest.equals(known)) {
          var order = new Order(id, new ViabilityCommand.Notice("", digest));
          // What is not taken now is seen again by the next look.
          Answers.bring(study.doors().desk(), new Origin(holder, ""), order);
        }
      }
      case Listed.Absent() -> {
        // Some lists are not complete; whoever asks it next is told.
      }
      case Listed.Untold _ -> silent.add(model.provider());
    }
  }
}
