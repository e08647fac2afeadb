package dev.holdfast.execution.models;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.providers.Listed;
import dev.holdfast.execution.secrets.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The only door to a model. Safe from any thread; one for each node.
public final class Models {
  private final Doors doors;
  private final Lookout lookout;

  /// @param workspace as it is now: where providers are, and with which keys
  public Models(Supplier<Workspace> workspace, Secrets secrets, Doors doors, InstantSource clock) {
    this.doors = doors;
    this.lookout = new Lookout(workspace, secrets, doors, clock);
  }

  /// Puts a question down its chain. Blocks; interrupting the thread ends it at once.
  public Outcome ask(Asking asking, Journal journal, Manner manner) throws InterruptedException {
    return switch (manner) {
      case Manner.Committed committed -> new Route(lookout, asking, journal, committed).run();
      case Manner.Buffered() -> {
        var current = doors.versions().at(doors.versions().current());
        var expressions = current.delegation().expressions();
        var demand = Demand.of(asking.question().options().form(), expressions);
        yield new Checked(lookout, demand, journal).ask(asking);
      }
    };
  }

  /// The questions of one attempt at a task, under what it is pinned to.
  ///
  /// @param demand on each answer that is the last word
  public Talk talk(AgentSpec.Model agent, Attempt attempt, Demand demand) {
    var policy = doors.versions().at(attempt.assignment().terms().policyVersion());
    var expressions = policy.delegation().expressions();
    var journal = new TaskJournal(attempt, doors);
    var checked = new Checked(lookout, demand, journal);
    var terms =
        new Talk.Terms(
            policy.models(),
            expressions,
            attempt.deadline(),
            journal::lows,
            needs -> able(policy.models(), needs, new Manner.Buffered()),
            doors.meter());
    return new Talk(checked, agent, terms, Earlier.of(attempt, doors.reader()));
  }

  /// Who can do what is needed in this manner, as far as anybody knows.
  Predicate<ModelId> able(ModelsPolicy policy, Needs needs, Manner manner) {
    return lookout.findings().able(policy, needs, manner);
  }

  /// Looks whether a model could be asked, without asking it.
  public Probe probe(ModelId model) {
    return atMost -> lookout.provider(model).probe(model.model(), atMost);
  }

  /// What was found of a model and counts now, [Report#NONE] where nothing does.
  public Report found(ModelId model) {
    return lookout.findings().report(model);
  }

  /// What the provider lists a model as.
  public Listed listed(ModelId model, Duration atMost) {
    return lookout.provider(model).listed(model.model(), atMost);
  }

  /// The models that an agent would ask now, in their order.
  public List<ModelId> chain(AgentSpec.Model agent) {
    return doors.versions().at(doors.versions().current()).models().chain(agent.asks());
  }
}
