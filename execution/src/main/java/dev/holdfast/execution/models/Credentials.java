package dev.holdfast.execution.models;

import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.execution.secrets.Resolved;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Codec;
import java.util.function.Supplier;

/// Tells a provider's keys apart without keeping them: half a hash, salted with the provider's name
/// and where the key is kept.
final class Credentials {
  private static final int SHOWN = 16;

  private final Supplier<Workspace> workspace;
  private final Secrets secrets;

  Credentials(Supplier<Workspace> workspace, Secrets secrets) {
    this.workspace = workspace;
    this.secrets = secrets;
  }

  /// Empty for a provider without a key, or one that is not there.
  String of(String provider) {
    var spec = workspace.get().providers().get(provider);
    return spec == null ? "" : told(provider, key(spec));
  }

  private String told(String provider, Secret key) {
    return switch (secrets.resolve(key)) {
      case Resolved.None(), Resolved.Missing _ -> "";
      case Resolved.Value(var text) ->
          Codec.hash("credential " + provider + " " + key + " " + text).substring(0, SHOWN);
    };
  }

  private static Secret key(ProviderSpec spec) {
    return switch (spec) {
      case ProviderSpec.OpenAi(_, var key) -> key;
      case ProviderSpec.Anthropic(_, var key) -> key;
      case ProviderSpec.Gemini(_, var key) -> key;
      case ProviderSpec.Ollama(_, var key, _) -> key;
      case ProviderSpec.Practice() -> new Secret.None();
    };
  }
}
