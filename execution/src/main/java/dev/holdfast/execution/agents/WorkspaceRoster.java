package dev.holdfast.execution.agents;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.Workspace;
import java.util.function.Supplier;

/// Finds agents by name in the workspace as it is now.
public final class WorkspaceRoster implements Roster {
  private final Supplier<Workspace> workspace;
  private final Ground ground;

  public WorkspaceRoster(Supplier<Workspace> workspace, Ground ground) {
    this.workspace = workspace;
    this.ground = ground;
  }

  /// An agent that the workspace does not have any more fails every attempt, and says so.
  @Override
  public Agent agent(String name) {
    var agents = workspace.get().agents();
    var spec = agents.get(name);
    if (spec == null) {
      return _ ->
          Result.hopeless(
              "unknown-agent",
              "The workspace has no agent '"
                  + name
                  + "'; it has "
                  + agents.keySet().stream().sorted().toList());
    }
    return agent(name, spec);
  }

  private Agent agent(String name, AgentSpec spec) {
    return switch (spec) {
      case AgentSpec.Command command -> new CommandAgent(command, ground);
      case AgentSpec.Worker() ->
          _ ->
              Result.hopeless(
                  "wrong-hands", "The agent '" + name + "' is a worker: it claims by itself");
      case AgentSpec.Http _, AgentSpec.Model _ ->
          _ -> Result.hopeless("not-supported", "'" + name + "' is of a kind that cannot work yet");
    };
  }
}
