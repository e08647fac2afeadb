package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.ModelId;

/// How an answer is told as Server-Sent Events: texts of whole events, empty for nothing.
interface Script {
  /// Before everything else; who answers is known.
  String begins(ModelId model);

  String tells(Delta delta);

  /// The one clean end.
  String ends(Outcome.Answered answered);

  /// The end that nobody can take for a clean one.
  String fails(Failure failure);
}
