package dev.holdfast.execution.preflight;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Chain;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.execution.probe.Probed;
import java.util.ArrayList;
import java.util.List;

/// Looks whether the models that a job's agent may ask can do what its runs need: use the
/// contract's tools, keep to its schema, and take in its text. One able model of a chain is enough;
/// the chain that the agent may go up to is held to the same.
final class ModelLook {
  private final JobSpec spec;
  private final Sight sight;

  ModelLook(JobSpec spec, Sight sight) {
    this.spec = spec;
    this.sight = sight;
  }

  Probed model() {
    var workspace = sight.workspace().get();
    var contract = workspace.policy().delegation().contracts().get(spec.work().contract());
    if (contract == null) {
      return new Probed.Failed(WorkLooks.NO_CONTRACT, WorkLooks.CONTRACT_FIRST);
    }
    return workspace.agents().get(contract.agent()) instanceof AgentSpec.Model agent
        ? able(agent, needs(agent, contract), workspace.policy().models())
        : new Probed.Passed("agent '" + contract.agent() + "' asks no model through Holdfast");
  }

  /// What the first question of a run needs, before anything has been said to it.
  private Needs needs(AgentSpec.Model agent, Contract contract) {
    var told = agent.instructions() + contract.objective() + contract.schema().text();
    var first =
        Question.of(
            List.of(new Turn.Instructed(told), Turn.Asked.of(spec.work().input().text())),
            List.of());
    return new Needs(!contract.allow().isEmpty(), true, false, false, Needs.tokens(first));
  }

  private static Probed able(AgentSpec.Model agent, Needs needs, ModelsPolicy policy) {
    var seen = new ArrayList<String>();
    for (var addressee : asked(agent)) {
      switch (able(addressee, needs, policy)) {
        case Probed.Failed failed -> {
          return failed;
        }
        case Probed.Passed(var evidence) -> seen.add(evidence);
      }
    }
    return new Probed.Passed(String.join("; ", seen));
  }

  private static List<Addressee> asked(AgentSpec.Model agent) {
    return agent.escalation().isNone()
        ? List.of(agent.asks())
        : List.of(agent.asks(), new Addressee.Tier(agent.escalation().to()));
  }

  private static Probed able(Addressee addressee, Needs needs, ModelsPolicy policy) {
    var links = Chain.of(policy, addressee).links();
    var told = new ArrayList<String>();
    boolean isOneAble = false;
    for (var link : links) {
      var lack = needs.lack(link.abilities());
      isOneAble |= lack.isEmpty();
      told.add(link.model().text() + lack.map(why -> " " + why).orElse(" can"));
    }
    var evidence =
        "'%s' for %s: %s"
            .formatted(
                addressee.text(),
                needed(needs),
                told.isEmpty() ? "nobody" : String.join(", ", told));
    return isOneAble
        ? new Probed.Passed(evidence)
        : new Probed.Failed(
            evidence,
            "Put a model that can do this into '"
                + addressee.text()
                + "', or correct models.abilities.");
  }

  private static String needed(Needs needs) {
    return (needs.tools() ? "tools, " : "") + "a schema, about " + needs.tokens() + " tokens";
  }
}
