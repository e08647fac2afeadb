package dev.holdfast.control.workspace;

import dev.holdfast.core.Finding;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.AgentSpec.EnvironmentValue;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whether every secret that a workspace refers to is there, before anything starts. The values are
/// not kept.
public final class SecretsCheck {
  private final Map<String, String> environment;
  private final Path folder;
  private final List<Finding> missing = new ArrayList<>();

  private SecretsCheck(Map<String, String> environment, Path folder) {
    this.environment = environment;
    this.folder = folder;
  }

  /// One finding for each secret that is not there; `where` is the key's path.
  ///
  /// @param folder the workspace folder, which paths are relative to
  public static List<Finding> missing(
      Workspace workspace, Map<String, String> environment, Path folder) {
    var check = new SecretsCheck(environment, folder);
    new TreeMap<>(workspace.channels()).forEach(check::channel);
    new TreeMap<>(workspace.providers()).forEach(check::provider);
    new TreeMap<>(workspace.agents()).forEach(check::agent);
    return List.copyOf(check.missing);
  }

  private void channel(String name, ChannelSpec channel) {
    switch (channel) {
      case ChannelSpec.Webhook webhook -> secret("channels." + name + ".secret", webhook.secret());
      case ChannelSpec.Email email ->
          secret("channels." + name + ".password", email.smtp().password());
      case ChannelSpec.File _, ChannelSpec.Console _ -> {}
    }
  }

  private void provider(String name, ProviderSpec provider) {
    var where = "models.providers." + name + ".key";
    switch (provider) {
      case ProviderSpec.OpenAi(_, var key) -> secret(where, key);
      case ProviderSpec.Anthropic(_, var key) -> secret(where, key);
      case ProviderSpec.Gemini(_, var key) -> secret(where, key);
      case ProviderSpec.Ollama(_, var key, _) -> secret(where, key);
      case ProviderSpec.Practice() -> {}
    }
  }

  private void agent(String name, AgentSpec agent) {
    switch (agent) {
      case AgentSpec.Http http -> secret("agents." + name + ".token", http.token());
      case AgentSpec.Command command ->
          new TreeMap<>(command.environment())
              .forEach((key, value) -> {
                if (value instanceof EnvironmentValue.Hidden(var secret)) {
                  secret("agents." + name + ".environment." + key, secret);
                }
              });
      case AgentSpec.Worker(), AgentSpec.Model _ -> {}
    }
  }

  private void secret(String where, Secret secret) {
    switch (secret) {
      case Secret.Env(var name) -> {
        if (environment.getOrDefault(name, "").isBlank()) {
          missing.add(
              new Finding(where, "needs the environment variable " + name + ", which is not set"));
        }
      }
      case Secret.File(var path) -> {
        if (!Files.isReadable(folder.resolve(path))) {
          missing.add(new Finding(where, "needs the file " + path + ", which cannot be read"));
        }
      }
      case Secret.None() -> {}
    }
  }
}
