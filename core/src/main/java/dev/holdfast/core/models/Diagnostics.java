package dev.holdfast.core.models;

import dev.holdfast.core.Diagnostic;
import java.util.List;

/// What people read of models.
final class Diagnostics {
  private Diagnostics() {}

  /// @param told every attempt and everyone who was passed by
  static Diagnostic unanswered(String addressee, List<String> told, String why) {
    return new Diagnostic(
        "no-model-answered",
        "'%s' did not answer: %s%s."
            .formatted(addressee, why, told.isEmpty() ? "" : ". " + String.join("; ", told)),
        "The question has no answer. Nothing was pieced together from what came.",
        "See which models are left alone and why: holdfast models chain " + addressee);
  }

  static Diagnostic notNow(String scope, String why) {
    return new Diagnostic(
        "cooling-down",
        "'" + scope + "' " + why + ".",
        "It was not asked by this one.",
        "Wait until then; or, when it is known to be well again, release it: holdfast models"
            + " release "
            + scope);
  }
}
