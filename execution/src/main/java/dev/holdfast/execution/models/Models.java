package dev.holdfast.execution.models;

import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Fitness;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.providers.Listed;
import dev.holdfast.execution.secrets.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
            policy.models(), expressions, attempt.deadline(), journal::lows, doors.meter());
    return new Talk(checked, agent, terms, Earlier.of(attempt, doors.reader()));
  }

  /// Looks whether a model could be asked, without asking it.
  public Probe probe(ModelId model) {
    return atMost -> lookout.provider(model).probe(model.model(), atMost);
  }

  /// What a model can do, as far as anybody knows.
  ///
  /// @param found by which examination, [Report#NONE] where none counts
  public record Known(Abilities abilities, Report found) {}

  /// What is known of a model now: found goes before declared.
  public Known known(ModelId model) {
    var declared = doors.versions().now().models().abilities(model);
    var report = lookout.findings().report(model);
    return new Known(Fitness.abilities(declared, report.found()), report);
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
