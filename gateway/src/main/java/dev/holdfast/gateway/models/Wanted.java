package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Question;
import tools.jackson.databind.node.ObjectNode;

/// A request that was understood.
///
/// @param model the tier, class or model, as the caller names it
/// @param body the request itself, for what the answer repeats of it
record Wanted(String model, Question question, Telling telling, ObjectNode body) {

  /// How the answer is to come.
  enum Telling {
    WHOLE,
    STREAM,
    /// As [#STREAM], with the usage behind the answer.
    STREAM_WITH_USAGE;

    boolean isStream() {
      return this != WHOLE;
    }
  }
}
