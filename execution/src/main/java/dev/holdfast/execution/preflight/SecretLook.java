package dev.holdfast.execution.preflight;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.AgentSpec.EnvironmentValue;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.secrets.Resolved;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks whether every secret that a job's agent and channels need can be read. It says references,
/// never values.
final class SecretLook {
  private final JobSpec spec;
  private final Workspace workspace;
  private final Sight sight;

  SecretLook(JobSpec spec, Sight sight) {
    this.spec = spec;
    this.workspace = sight.workspace().get();
    this.sight = sight;
  }

  Probed secrets() {
    var read = new TreeSet<String>();
    var missing = new LinkedHashSet<String>();
    var remedies = new LinkedHashSet<String>();
    for (var secret : needed()) {
      switch (sight.secrets().resolve(secret)) {
        case Resolved.None() -> {
          // Nothing is kept secret here.
        }
        case Resolved.Value _ -> read.add(reference(secret));
        case Resolved.Missing(var why) -> {
          missing.add(why.cause());
          remedies.add(why.nextAction());
        }
      }
    }
    if (!missing.isEmpty()) {
      return new Probed.Failed(String.join(" ", missing), String.join(" ", remedies));
    }
    return new Probed.Passed(
        read.isEmpty() ? "none is needed" : "can be read: " + String.join(", ", read));
  }

  private Set<Secret> needed() {
    return Stream.concat(agent(), Stream.concat(destination(), channel(spec.breaker().escalate())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Stream<Secret> agent() {
    var contract = workspace.policy().delegation().contracts().get(spec.work().contract());
    if (contract == null) {
      return Stream.of();
    }
    var agent = workspace.agents().get(contract.agent());
    if (agent == null) {
      return Stream.of();
    }
    return switch (agent) {
      case AgentSpec.Worker() -> Stream.of();
      case AgentSpec.Command(_, var environment) ->
          environment.values().stream().flatMap(SecretLook::hidden);
      case AgentSpec.Http(_, var token, _) -> Stream.of(token);
      case AgentSpec.Model model ->
          workspace.policy().models().chain(model.asks()).stream()
              .map(ModelId::provider)
              .distinct()
              .flatMap(this::provider);
    };
  }

  private static Stream<Secret> hidden(EnvironmentValue value) {
    return switch (value) {
      case EnvironmentValue.Plain _ -> Stream.of();
      case EnvironmentValue.Hidden(var secret) -> Stream.of(secret);
    };
  }

  private Stream<Secret> provider(String name) {
    var provider = workspace.providers().get(name);
    if (provider == null) {
      return Stream.of();
    }
    return switch (provider) {
      case ProviderSpec.OpenAi(_, var key) -> Stream.of(key);
      case ProviderSpec.Anthropic(_, var key) -> Stream.of(key);
      case ProviderSpec.Gemini(_, var key) -> Stream.of(key);
      case ProviderSpec.Ollama(_, var key, _) -> Stream.of(key);
      case ProviderSpec.Practice() -> Stream.of();
    };
  }

  private Stream<Secret> destination() {
    return switch (spec.deliver()) {
      case Deliver.None() -> Stream.of();
      case Deliver.Path(var channel, _, _, _) -> channel(channel);
    };
  }

  private Stream<Secret> channel(String name) {
    var channel = workspace.channels().get(name);
    if (channel == null) {
      return Stream.of();
    }
    return switch (channel) {
      case ChannelSpec.Webhook(_, var secret, _) -> Stream.of(secret);
      case ChannelSpec.Email(var smtp, _, _, _) -> Stream.of(smtp.password());
      case ChannelSpec.File _, ChannelSpec.Console _ -> Stream.of();
    };
  }

  private static String reference(Secret secret) {
    return switch (secret) {
      case Secret.None() -> "";
      case Secret.Env(var name) -> "${env:" + name + "}";
      case Secret.File(var path) -> "${file:" + path + "}";
    };
  }
}
