package dev.holdfast.execution.agents;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.probe.Probed;
import java.util.ArrayList;
import java.util.function.Supplier;

/// Finds agents by name in the workspace as it is now.
public final class WorkspaceRoster implements Roster {
  private final Supplier<Workspace> workspace;
  private final Ground ground;
  private final Doors doors;
  private final Models models;

  public WorkspaceRoster(Supplier<Workspace> workspace, Ground ground, Doors doors, Models models) {
    this.workspace = workspace;
    this.ground = ground;
    this.doors = doors;
    this.models = models;
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

  /// Those of the chain that could be asked are enough.
  private Probe probe(AgentSpec.Model agent) {
    return atMost -> {
      var passed = new ArrayList<String>();
      var failed = new ArrayList<Probed.Failed>();
      var deadline = Deadline.in(atMost);
      for (var model : models.chain(agent)) {
        switch (models.probe(model).probe(deadline.left())) {
          case Probed.Passed(var evidence) -> passed.add(evidence);
          case Probed.Failed found -> failed.add(found);
        }
      }
      if (failed.isEmpty() && passed.isEmpty()) {
        return new Probed.Failed(
            "the workspace has no '" + agent.asks().text() + "' to ask",
            "Name a tier, a class or a model of the workspace in the agent.");
      }
      failed.forEach(found -> passed.add(found.evidence()));
      return passed.size() > failed.size()
          ? new Probed.Passed(String.join("; ", passed))
          : new Probed.Failed(String.join("; ", passed), failed.getFirst().nextAction());
    };
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
      case AgentSpec.Model model ->
          new ModelAgent(model, models, ground.secrets().redaction(), doors);
      case AgentSpec.Worker() ->
          _ ->
              Result.hopeless(
                  "wrong-hands", "The agent '" + name + "' is a worker: it claims by itself");
    };
  }
}
