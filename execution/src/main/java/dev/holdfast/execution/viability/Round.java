package dev.holdfast.execution.viability;

import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Settings;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Looks which models of the tiers nothing is known of that counts, and has them examined, where
/// the workspace says that this happens by itself.
final class Round {
  private static final Codec CODEC = new Codec();

  private final String holder;
  private final Study study;

  Round(String holder, Study study) {
    this.holder = holder;
    this.study = study;
  }

  void go() throws InterruptedException {
    var workspace = study.workspace().get();
    switch (workspace.policy().models().checks().begins()) {
      case WHEN_ASKED -> {
        // Nobody has.
      }
      case BY_ITSELF -> want(workspace);
    }
  }

  private void want(Workspace workspace) throws InterruptedException {
    var models = named(workspace);
    var states = new LinkedHashMap<StreamId, ViabilityState>();
    for (Row row : study.doors().reader().rows(models.keySet())) {
      states.put(row.id(), (ViabilityState) CODEC.decode(row.state()));
    }
    for (var named : models.entrySet()) {
      var state = states.getOrDefault(named.getKey(), new ViabilityState.New());
      var why = why(workspace, named.getValue(), state);
      if (why.isPresent()) {
        var want = new ViabilityCommand.Want(named.getValue(), "holdfast", why.get());
        // What is not taken now is found again by the next round.
        Answers.bring(
            study.doors().desk(), new Origin(holder, ""), new Order(named.getKey(), want));
      }
    }
  }

  private static Map<StreamId, ModelId> named(Workspace workspace) {
    var named = new LinkedHashMap<StreamId, ModelId>();
    for (var chain : workspace.policy().models().tiers().values()) {
      chain.forEach(model -> named.put(ViabilityRules.id(model), model));
    }
    return named;
  }

  private static Optional<String> why(Workspace workspace, ModelId model, ViabilityState state) {
    return switch (state) {
      case ViabilityState.New() -> Optional.of("was never examined");
      case ViabilityState.Outdated(_, _, var why) -> Optional.of(why);
      case ViabilityState.Examined(_, var last) ->
          last.found().identity().settings().equals(Codec.hash(Settings.text(workspace, model)))
              ? Optional.empty()
              : Optional.of("its settings are others");
      case ViabilityState.Wanted _, ViabilityState.Examining _ -> Optional.empty();
    };
  }
}
