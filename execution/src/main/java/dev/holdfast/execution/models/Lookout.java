package dev.holdfast.execution.models;

import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Abilities;
import dev.holdfast.core.models.Chain;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Outlook;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.Question;
import dev.holdfast.core.models.Reply;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.execution.providers.Deltas;
import dev.holdfast.execution.providers.Listed;
import dev.holdfast.execution.providers.Provider;
import dev.holdfast.execution.providers.Providers;
import dev.holdfast.execution.secrets.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// What all questions of this node share: the providers as they are now, what is left alone, and
/// what is measured.
final class Lookout {
  private final Supplier<Workspace> workspace;
  private final Secrets secrets;
  private final Doors doors;
  private final InstantSource clock;
  private final Cooldowns cooldowns;
  private final Findings findings;
  private final Signals signals;
  private final String node = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong questions = new AtomicLong();
  private final Set<ModelId> inWords = ConcurrentHashMap.newKeySet();

  Lookout(Supplier<Workspace> workspace, Secrets secrets, Doors doors, InstantSource clock) {
    this.workspace = workspace;
    this.secrets = secrets;
    this.doors = doors;
    this.clock = clock;
    this.cooldowns = new Cooldowns(doors, new Credentials(workspace, secrets), clock);
    this.findings = new Findings(workspace, doors, clock);
    this.signals = new Signals(doors.meter(), doors.spans(), clock);
  }

  /// A name that no other question has, on any node.
  String nextHolder() {
    return "node-" + node + "/" + questions.incrementAndGet();
  }

  /// Models that have refused to be held to a schema and then answered without; never more than the
  /// workspaces of this node's life have named.
  Set<ModelId> inWords() {
    return inWords;
  }

  Cooldowns cooldowns() {
    return cooldowns;
  }

  Findings findings() {
    return findings;
  }

  Signals signals() {
    return signals;
  }

  /// Who may answer, and what they can do.
  Chain chain(Asking asking) {
    var declared = Chain.of(asking.policy(), asking.to());
    return switch (asking.trust()) {
      case ANYTHING ->
          new Chain(
              declared.addressee(),
              declared.links().stream()
                  .map(link -> new Chain.Link(link.model(), Abilities.ASSUMED))
                  .toList(),
              declared.passContentPolicy());
      case FOUND -> findings.applied(declared);
    };
  }

  /// Those of the chain that have failed an examination so that they are of no use here, with why.
  Map<ModelId, String> unfit(Chain chain, Asking asking, Manner manner) {
    return switch (asking.trust()) {
      case ANYTHING -> Map.of();
      case FOUND -> findings.unfit(chain, manner);
    };
  }

  Map<ModelId, Outlook> outlooks(Chain chain) throws InterruptedException {
    var seen = cooldowns.look();
    var outlooks = new HashMap<ModelId, Outlook>();
    if (!seen.isEmpty()) {
      var now = clock.instant();
      chain.links().forEach(link -> outlooks.put(link.model(), seen.of(link.model(), now)));
    }
    return outlooks;
  }

  Provider provider(ModelId model) {
    var spec = workspace.get().providers().get(model.provider());
    return spec == null ? new Gone(model) : Providers.of(spec, doors.outbound(), secrets);
  }

  /// A run may be pinned to a model whose provider the workspace has no more.
  private record Gone(ModelId model) implements Provider {
    @Override
    public Reply ask(String name, Question question, Patience patience, Deltas deltas) {
      var fault = new ModelFault(FaultClass.NOT_FOUND, cause(), 0, Duration.ZERO, false);
      return new Reply.Broken(fault, Usage.NONE);
    }

    @Override
    public Probed probe(String name, Duration atMost) {
      return new Probed.Failed(cause(), "Name a provider of the workspace in the agent.");
    }

    @Override
    public Listed listed(String name, Duration atMost) {
      return new Listed.Untold(cause());
    }

    private String cause() {
      return "the workspace has no provider '" + model.provider() + "'";
    }
  }
}
