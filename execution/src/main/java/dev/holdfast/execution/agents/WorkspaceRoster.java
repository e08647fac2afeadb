package dev.holdfast.execution.agents;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.models.ModelBroker;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import java.util.function.Supplier;

/// Finds agents by name in the workspace as it is now.
public final class WorkspaceRoster implements Roster {
  private final Supplier<Workspace> workspace;
  private final Ground ground;
  private final Doors doors;

  public WorkspaceRoster(Supplier<Workspace> workspace, Ground ground, Doors doors) {
    this.workspace = workspace;
    this.ground = ground;
    this.doors = doors;
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

  /// What looks whether an agent could work.
  public Probe probe(String name) {
    var agents = workspace.get().agents();
    var spec = agents.get(name);
    if (spec == null) {
      return _ ->
          new Probed.Failed(
              "the workspace has no agent '"
                  + name
                  + "'; it has "
                  + agents.keySet().stream().sorted().toList(),
              "Name an agent of the workspace in the contract.");
    }
    return switch (spec) {
      case AgentSpec.Command command -> new CommandAgent(command, ground);
      case AgentSpec.Http http -> new HttpAgent(http, ground.secrets(), doors);
      case AgentSpec.Model model -> probe(model);
      case AgentSpec.Worker() -> new WorkerProbe(lane(name), doors.reader());
    };
  }

  private Probe probe(AgentSpec.Model agent) {
    var model = first(agent);
    var provider = workspace.get().providers().get(model.provider());
    return provider == null
        ? _ ->
            new Probed.Failed(
                "the workspace has no provider '" + model.provider() + "'",
                "Name a provider of the workspace in the agent.")
        : ModelBroker.probe(
            ModelBroker.Source.of(model.provider(), provider, ground.secrets()),
            model.model(),
            doors.outbound());
  }

  private ModelId first(AgentSpec.Model agent) {
    return workspace.get().policy().models().chain(agent.asks()).getFirst();
  }

  /// Where the agent's tasks wait.
  private String lane(String agent) {
    var terms = workspace.get().policy().delegation().agents().get(agent);
    return terms == null ? agent : terms.lane();
  }

  private Agent agent(String name, AgentSpec spec) {
    return switch (spec) {
      case AgentSpec.Command command -> new CommandAgent(command, ground);
      case AgentSpec.Http http -> new HttpAgent(http, ground.secrets(), doors);
      case AgentSpec.Model model -> model(model);
      case AgentSpec.Worker() ->
          _ ->
              Result.hopeless(
                  "wrong-hands", "The agent '" + name + "' is a worker: it claims by itself");
    };
  }

  private Agent model(AgentSpec.Model agent) {
    var model = first(agent);
    var provider = workspace.get().providers().get(model.provider());
    return provider == null
        ? _ ->
            Result.hopeless(
                "unknown-provider", "The workspace has no provider '" + model.provider() + "'")
        : new ModelAgent(
            model,
            agent.instructions(),
            ModelBroker.Source.of(model.provider(), provider, ground.secrets()),
            doors);
  }
}
