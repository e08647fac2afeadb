package dev.holdfast.core.models;

import dev.holdfast.core.spend.Usage;

/// How one attempt to ask one model ended.
public sealed interface Reply {
  /// @param served the model's name as the provider tells it, empty where it does not
  record Whole(Turn.Said said, Finish finish, Usage usage, String served) implements Reply {}

  /// @param usage what the provider counted before it broke, [Usage#NONE] if it did not say
  record Broken(ModelFault fault, Usage usage) implements Reply {}
}
