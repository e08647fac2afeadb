package dev.holdfast.core.config;

import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Escalation;
import java.util.List;
import java.util.Map;

/// Who does the work of a contract, and how it is reached. Where it waits (lane) and who takes it
/// up is the delegation policy's.
public sealed interface AgentSpec {
  /// Claims over the API, in any language.
  record Worker() implements AgentSpec {}

  /// A program. `run` is its argument vector, relative to the workspace folder; `environment` is
  /// all that it is granted.
  record Command(List<String> run, Map<String, EnvironmentValue> environment)
      implements AgentSpec {}

  /// A remote agent that is sent the contract by POST.
  record Http(String url, Secret token, Answering answering) implements AgentSpec {}

  /// The built-in loop of a model and tools.
  ///
  /// @param taskClass how patient it is with a model
  /// @param instructions the text itself
  record Model(Addressee asks, String taskClass, Escalation escalation, String instructions)
      implements AgentSpec {}

  sealed interface EnvironmentValue {
    record Plain(String value) implements EnvironmentValue {}

    record Hidden(Secret secret) implements EnvironmentValue {}
  }

  enum Answering {
    /// The result is the HTTP answer.
    AT_ONCE,
    /// The answer is 202 and the result comes by `POST /v1/tasks/{id}/complete` or `/fail`.
    BY_CALLBACK
  }
}
