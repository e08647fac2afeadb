package dev.holdfast.core.config;

/// Where a model is asked.
public sealed interface ProviderSpec {
  /// Anything that speaks OpenAI's chat completions; `url` ends before `/chat/completions`.
  record OpenAi(String url, Secret key) implements ProviderSpec {}

  /// Deterministic, offline, without a key; says so in every answer.
  record Practice() implements ProviderSpec {}
}
