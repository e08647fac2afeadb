package dev.holdfast.execution.preflight;

import dev.holdfast.core.Expressions.Rendered;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.ContractFindings;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.execution.probe.Probed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Looks at what a job's runs work on: contract, agent, lane, and the template of the output.
final class WorkLooks {
  static final String NO_CONTRACT = "not looked at: there is no contract";
  static final String CONTRACT_FIRST = "Mend the contract first.";

  private final JobSpec spec;
  private final Sight sight;

  WorkLooks(JobSpec spec, Sight sight) {
    this.spec = spec;
    this.sight = sight;
  }

  Probed contract() {
    var found = found();
    if (found.isEmpty()) {
      return new Probed.Failed(
          "the workspace has no contract '%s'; it has %s"
              .formatted(spec.work().contract(), new TreeSet<>(policy().contracts().keySet())),
          "Write the contract into holdfast.yaml under 'contracts', or name another in the job.");
    }
    var findings = ContractFindings.of(found.get());
    return findings.isEmpty()
        ? new Probed.Passed("contract '" + spec.work().contract() + "' is complete")
        : new Probed.Failed(
            joined(findings),
            "Complete contract '" + spec.work().contract() + "' in holdfast.yaml.");
  }

  Probed agent(Duration atMost) throws InterruptedException {
    var found = found();
    return found.isEmpty()
        ? new Probed.Failed(NO_CONTRACT, CONTRACT_FIRST)
        : sight.agents().of(found.get().agent()).probe(atMost);
  }

  Probed lane() {
    var found = found();
    if (found.isEmpty()) {
      return new Probed.Failed(NO_CONTRACT, CONTRACT_FIRST);
    }
    var agent = policy().agents().get(found.get().agent());
    if (agent == null) {
      return new Probed.Failed(
          "agent '" + found.get().agent() + "' has no lane", "Name an agent of the workspace.");
    }
    var terms = policy().lanes().get(agent.lane());
    if (terms == null) {
      return new Probed.Failed(
          "the workspace has no lane '" + agent.lane() + "'",
          "Write the lane into holdfast.yaml under 'lanes', or name another in the agent.");
    }
    return lane(agent.lane(), terms);
  }

  private Probed lane(String name, DelegationPolicy.LaneTerms terms) {
    if (terms.concurrency() < 1) {
      return new Probed.Failed(
          "lane '" + name + "' lets nothing be worked on",
          "Give lane '" + name + "' a concurrency of at least 1.");
    }
    long waiting = sight.reader().waiting(Kind.TASK, name);
    var room =
        "lane '%s' works on %d at once; %d of %d wait"
            .formatted(name, terms.concurrency(), waiting, terms.queue());
    return waiting < terms.queue()
        ? new Probed.Passed(room)
        : new Probed.Failed(
            room + ", so that it is full",
            "Let the lane empty, or raise its concurrency or its queue.");
  }

  Probed expressions() {
    return switch (spec.deliver()) {
      case Deliver.None() -> new Probed.Passed("nothing leaves, so there is no text to fill");
      case Deliver.Path(_, _, var text, _) when text.isEmpty() ->
          new Probed.Passed("no template: the output's own text is sent");
      case Deliver.Path(_, _, var text, _) -> template(text);
    };
  }

  private Probed template(String text) {
    var flaws = policy().expressions().checkTemplate(text, Set.of("output"));
    if (!flaws.isEmpty()) {
      return new Probed.Failed(joined(flaws), "Correct deliver.text of the job.");
    }
    var found = found();
    if (found.isEmpty()) {
      return new Probed.Failed(NO_CONTRACT, CONTRACT_FIRST);
    }
    return filled(text, Sample.of(found.get().schema()));
  }

  private Probed filled(String text, Sample sample) {
    return switch (policy().expressions().render(text, Map.of("output", sample.output()))) {
      case Rendered.Text _ ->
          new Probed.Passed("deliver.text can be filled from what the contract's schema describes");
      case Rendered.Missing(var findings) ->
          switch (sample.extent()) {
            case WHOLE ->
                new Probed.Failed(
                    "in an output as the contract's schema describes it: " + joined(findings),
                    "Correct deliver.text, or describe what it names in the contract's"
                        + " output.schema.");
            case PARTLY ->
                new Probed.Passed(
                    "deliver.text is a template; the contract's schema leaves open whether it can"
                        + " be filled: "
                        + joined(findings));
          };
    };
  }

  private DelegationPolicy policy() {
    return sight.workspace().get().policy().delegation();
  }

  private Optional<Contract> found() {
    return Optional.ofNullable(policy().contracts().get(spec.work().contract()));
  }

  private static String joined(List<Finding> findings) {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
  }
}
