package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.effect.EffectState;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.probe.Probe;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The only door to a model. Safe from any thread; one for each node.
public final class Models {
  private static final Pattern BECAUSE = Pattern.compile("\"because\":\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final int LOOKED_AT = 100;

  private final Doors doors;
  private final Lookout lookout;
  private final Codec codec = new Codec();

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
        yield new Checked(lookout, current.delegation().expressions(), journal).ask(asking);
      }
    };
  }

  /// The questions of one attempt at a task, under what it is pinned to.
  public Talk talk(AgentSpec.Model agent, Attempt attempt) {
    var policy = doors.versions().at(attempt.assignment().terms().policyVersion());
    var expressions = policy.delegation().expressions();
    var checked = new Checked(lookout, expressions, new TaskJournal(attempt, doors));
    var terms = new Talk.Terms(policy.models(), expressions, attempt.deadline());
    return new Talk(checked, agent, terms, agent.escalation().isNone() ? "" : because(attempt));
  }

  /// Why an earlier attempt at the same task went to the stronger tier.
  private String because(Attempt attempt) {
    if (attempt.number() <= 1) {
      return "";
    }
    var effects =
        new Reader.Query(Kind.EFFECT, "", attempt.task().key(), Long.MAX_VALUE, LOOKED_AT);
    return doors.reader().list(effects).stream()
        .map(row -> because(request((EffectState) codec.decode(row.state()))))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }

  private static Optional<String> because(Json request) {
    var matcher = BECAUSE.matcher(request.text());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Json request(EffectState effect) {
    return switch (effect) {
      case EffectState.New() -> Json.NULL;
      case EffectState.Intended(var use, _) -> use.request();
      case EffectState.Refused(var use, _) -> use.request();
      case EffectState.Ended(var use, _, _) -> use.request();
    };
  }

  /// Looks whether a model could be asked, without asking it.
  public Probe probe(ModelId model) {
    return atMost -> lookout.provider(model).probe(model.model(), atMost);
  }

  /// The models that an agent would ask now, in their order.
  public List<ModelId> chain(AgentSpec.Model agent) {
    return doors.versions().at(doors.versions().current()).models().chain(agent.asks());
  }
}
