package dev.holdfast.execution.providers;

import tools.jackson.databind.JsonNode;

/// Understands one answer, chunk after chunk. The chunks are JSON objects and bear no error: that
/// was looked at before.
interface Hearing {
  /// What a chunk did to the answer.
  enum Progress {
    /// Nothing was in it.
    NONE,
    CONTENT,
    /// The answer is complete; counts and the like may follow.
    ENDING,
    /// This was the end.
    END
  }

  /// @throws BrokenAnswer when it is none of this provider's chunks
  Progress chunk(JsonNode chunk) throws BrokenAnswer;

  /// Understands an answer that came at once although a stream was asked for.
  ///
  /// @throws BrokenAnswer when it is no answer, or not a whole one
  void whole(JsonNode answer) throws BrokenAnswer;
}
