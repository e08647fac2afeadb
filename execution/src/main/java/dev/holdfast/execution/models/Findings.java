package dev.holdfast.execution.models;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.Chain;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Needs;
import dev.holdfast.core.models.viability.Fitness;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.core.models.viability.Settings;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityRules;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What examinations have found of models and still counts, as the ledger says and this node sees
/// it. What other nodes enter is seen within a second. Safe from any thread.
final class Findings {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int MODELS_MAX = 500;

  private final Supplier<Workspace> workspace;
  private final Doors doors;
  private final InstantSource clock;
  private final Codec codec = new Codec();
  private final AtomicBoolean stale = new AtomicBoolean(true);
  private final ReentrantLock refreshing = new ReentrantLock();
  private final Map<ModelId, String> noticed = new ConcurrentHashMap<>();
  private volatile Seen seen = new Seen(Map.of(), System.nanoTime());

  private record Seen(Map<ModelId, Report> reports, long at) {
    boolean isFresh() {
      return System.nanoTime() - at < FRESH.toNanos();
    }
  }

  Findings(Supplier<Workspace> workspace, Doors doors, InstantSource clock) {
    this.workspace = workspace;
    this.doors = doors;
    this.clock = clock;
    doors
        .bulletin()
        .subscribe(changes -> {
          if (changes.stream().anyMatch(changed -> changed.change().id().kind() == Kind.MODEL)) {
            stale.set(true);
          }
        });
  }

  /// The chain with what was found in place of what is declared.
  Chain applied(Chain declared) {
    var reports = look();
    if (reports.isEmpty()) {
      return declared;
    }
    var links =
        declared.links().stream()
            .map(link -> {
              var found = reports.getOrDefault(link.model(), Report.NONE).found();
              return new Chain.Link(link.model(), Fitness.abilities(link.abilities(), found));
            })
            .toList();
    return new Chain(declared.addressee(), links, declared.passContentPolicy());
  }

  /// Who can do what is needed in this manner, as far as anybody knows.
  Predicate<ModelId> able(ModelsPolicy policy, Needs needs, Manner manner) {
    return model -> {
      var report = report(model);
      return why(report, manner).isEmpty()
          && Fitness.lack(needs, policy.abilities(model), report.found()).isEmpty();
    };
  }

  /// Those that are of no use here, with why.
  Map<ModelId, String> unfit(Chain chain, Manner manner) {
    var reports = look();
    if (reports.isEmpty()) {
      return Map.of();
    }
    var unfit = new HashMap<ModelId, String>();
    for (var link : chain.links()) {
      var report = reports.getOrDefault(link.model(), Report.NONE);
      why(report, manner).ifPresent(why -> unfit.put(link.model(), why));
    }
    return unfit;
  }

  private static Optional<String> why(Report report, Manner manner) {
    var obstacle = Fitness.obstacle(report.found());
    return switch (manner) {
      case Manner.Buffered() -> obstacle;
      case Manner.Committed _ -> obstacle.or(() -> Fitness.silence(report.found()));
    };
  }

  /// [Report#NONE] where none counts.
  Report report(ModelId model) {
    return look().getOrDefault(model, Report.NONE);
  }

  /// A model has answered, and calls itself so. Another name than when it was examined is another
  /// model: what was found counts no longer.
  void answered(ModelId model, String served) throws InterruptedException {
    var known = look().getOrDefault(model, Report.NONE).found().identity().version();
    if (known.isEmpty() || served.isEmpty() || known.equals(served)) {
      return;
    }
    // Once for each name: where the provider serves now one and now the other, it is not told of
    // each answer.
    if (!served.equals(noticed.put(model, served))) {
      var order = new Order(ViabilityRules.id(model), new ViabilityCommand.Notice(served, ""));
      // What is not taken now is noticed with another answer, or found by the next examination.
      if (Answers.bring(doors.desk(), new Origin("models", model.text()), order)
          instanceof Answers.Later) {
        noticed.remove(model);
      }
    }
  }

  private Map<ModelId, Report> look() {
    if ((stale.get() || !seen.isFresh()) && refreshing.tryLock()) {
      try {
        refresh();
      } finally {
        refreshing.unlock();
      }
    }
    return seen.reports();
  }

  private void refresh() {
    stale.set(false);
    try {
      seen = new Seen(read(), System.nanoTime());
    } catch (LedgerUnavailable _) {
      // What was seen last is better than nothing; the next look tries again.
      stale.set(true);
    }
  }

  private Map<ModelId, Report> read() {
    var now = clock.instant();
    var current = workspace.get();
    var reports = new HashMap<ModelId, Report>();
    var query = new Reader.Query(Kind.MODEL, "", 0, Long.MAX_VALUE, MODELS_MAX);
    for (var row : doors.reader().list(query)) {
      var state = (ViabilityState) codec.decode(row.state());
      model(state)
          .filter(model -> state.last().counts(now, Codec.hash(Settings.text(current, model))))
          .ifPresent(model -> reports.put(model, state.last()));
    }
    return Map.copyOf(reports);
  }

  private static Optional<ModelId> model(ViabilityState state) {
    return switch (state) {
      case ViabilityState.New() -> Optional.empty();
      case ViabilityState.Wanted wanted -> Optional.of(wanted.model());
      case ViabilityState.Examining examining -> Optional.of(examining.model());
      case ViabilityState.Examined examined -> Optional.of(examined.model());
      case ViabilityState.Outdated outdated -> Optional.of(outdated.model());
    };
  }
}
