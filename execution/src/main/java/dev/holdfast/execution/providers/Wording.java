package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Dialect;
import dev.holdfast.core.models.Question;
import java.util.Map;

/// How one provider words a question, and its answer.
interface Wording {
  Dialect dialect();

  /// The question as this provider takes it.
  Written write(String model, Question question);

  /// What carries the key.
  Map<String, String> credentials(String key);

  /// What every request carries.
  Map<String, String> headers();

  /// Whether it streams lines of JSON instead of events.
  boolean isInLines();

  /// Where the models are listed.
  String listing();

  /// What hears one answer.
  ///
  /// @param draft takes what is heard
  Hearing hearing(Draft draft);

  /// A question on paper.
  sealed interface Written {
    record Request(String url, String body) implements Written {}

    /// The provider has no way to say this; nothing was sent.
    record Unwritable(String why) implements Written {}
  }
}
