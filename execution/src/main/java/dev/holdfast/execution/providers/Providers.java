package dev.holdfast.execution.providers;

import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.secrets.Secrets;

/// Makes the provider that the workspace describes.
public final class Providers {
  private Providers() {}

  public static Provider of(ProviderSpec spec, Outbound outbound, Secrets secrets) {
    return switch (spec) {
      case ProviderSpec.OpenAi(var url, var key) ->
          new HttpProvider(new OpenAiWording(url), key, outbound, secrets);
      case ProviderSpec.Anthropic(var url, var key) ->
          new HttpProvider(new AnthropicWording(url), key, outbound, secrets);
      case ProviderSpec.Gemini(var url, var key) ->
          new HttpProvider(new GeminiWording(url), key, outbound, secrets);
      case ProviderSpec.Ollama(var url, var key, var window) ->
          new HttpProvider(new OllamaWording(url, window), key, outbound, secrets);
      case ProviderSpec.Practice() -> new PracticeProvider();
    };
  }
}
