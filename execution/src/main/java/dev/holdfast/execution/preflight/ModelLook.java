package dev.holdfast.execution.preflight;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.Chain;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Turn;
import dev.holdfast.core.models.viability.Fitness;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.execution.probe.Probed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Looks whether the models that a job's agent may ask can do what its runs need: use the
/// contract's tools, keep to its schema, and take in its text, by what was found of them before
/// what is declared. One able model of a chain is enough; the chain that the agent may go up to is
/// held to the same.
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
    return new Needs(
        !contract.allow().isEmpty(),
        !contract.schema().isNull(),
        false,
        false,
        Needs.tokens(first));
  }

  private Probed able(AgentSpec.Model agent, Needs needs, ModelsPolicy policy) {
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

  private Probed able(Addressee addressee, Needs needs, ModelsPolicy policy) {
    var seen = Chain.of(policy, addressee).links().stream().map(link -> seen(link, needs)).toList();
    var told = seen.stream().map(Seen::told).collect(Collectors.joining(", "));
    var evidence =
        "'%s' for %s: %s"
            .formatted(addressee.text(), needed(needs), told.isEmpty() ? "nobody" : told);
    return seen.stream().anyMatch(one -> one.lack().isEmpty())
        ? new Probed.Passed(evidence)
        : new Probed.Failed(evidence, nextAction(addressee, seen));
  }

  /// @param lack what it cannot, empty for nothing
  /// @param found whether an examination says so, and not only what is declared
  private record Seen(String told, String lack, boolean found) {}

  private Seen seen(Chain.Link link, Needs needs) {
    var report = sight.found().apply(link.model());
    var lack = Fitness.lack(needs, link.abilities(), report.found());
    boolean isFound = lack.isPresent() && needs.lack(link.abilities()).isEmpty();
    var told =
        link.model()
            + lack.map(why -> " " + why).orElse(" can")
            + (report.isNone() ? "" : ", examined " + report.at().truncatedTo(SECONDS));
    return new Seen(told, lack.orElse(""), isFound);
  }

  private static String nextAction(Addressee addressee, List<Seen> seen) {
    var put = "Put a model that can do this into '" + addressee.text() + "', or ";
    return seen.stream().anyMatch(Seen::found)
        ? put + "mend one and type: holdfast models check " + addressee.text()
        : put + "correct models.abilities.";
  }

  private static String needed(Needs needs) {
    return (needs.tools() ? "tools, " : "")
        + (needs.schema() ? "a schema, " : "")
        + "about "
        + needs.tokens()
        + " tokens";
  }
}
