package dev.holdfast.execution.models;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.models.Cause;
import dev.holdfast.core.models.CooldownCommand;
import dev.holdfast.core.models.CooldownRules;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.core.models.Handling;
import dev.holdfast.core.models.ModelFault;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Outlooks;
import dev.holdfast.core.models.Scopes;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// What is left alone, as the ledger says and this node sees it, and what this node enters about
/// it. What other nodes enter is seen within a second. Safe from any thread.
final class Cooldowns {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final int SCOPES_MAX = 500;

  private final Doors doors;
  private final InstantSource clock;
  private final Credentials credentials;
  private final Strikes strikes = new Strikes();
  private final Codec codec = new Codec();
  private final AtomicBoolean stale = new AtomicBoolean(true);
  private final ReentrantLock refreshing = new ReentrantLock();
  private volatile Seen seen = new Seen(new Outlooks(List.of()), System.nanoTime());

  private record Seen(Outlooks outlooks, long at) {
    boolean isFresh() {
      return System.nanoTime() - at < FRESH.toNanos();
    }
  }

  Cooldowns(Doors doors, Credentials credentials, InstantSource clock) {
    this.doors = doors;
    this.credentials = credentials;
    this.clock = clock;
    doors
        .bulletin()
        .subscribe(changes -> {
          if (changes.stream().anyMatch(changed -> changed.change().id().kind() == Kind.COOLDOWN)) {
            stale.set(true);
          }
        });
  }

  /// As of now, or of the last second where somebody is looking already.
  Outlooks look() throws InterruptedException {
    if ((stale.get() || !seen.isFresh()) && refreshing.tryLock()) {
      try {
        refresh();
      } finally {
        refreshing.unlock();
      }
    }
    return seen.outlooks();
  }

  /// What a changed key ends is over for the question that finds it out, too.
  private void refresh() throws InterruptedException {
    read();
    boolean isChanged = false;
    for (var state : seen.outlooks().states().values()) {
      isChanged |= rekey(state);
    }
    if (isChanged) {
      read();
    }
  }

  private void read() {
    stale.set(false);
    try {
      var states = new ArrayList<CooldownState>();
      states.addAll(read("cooling"));
      states.addAll(read("trial"));
      seen = new Seen(new Outlooks(states), System.nanoTime());
    } catch (LedgerUnavailable _) {
      // What was seen last is better than nothing; the next look tries again.
      stale.set(true);
    }
  }

  private List<CooldownState> read(String status) {
    var query = new Reader.Query(Kind.COOLDOWN, status, 0, Long.MAX_VALUE, SCOPES_MAX);
    return doors.reader().list(query).stream()
        .map(row -> (CooldownState) codec.decode(row.state()))
        .toList();
  }

  /// What failed under another key may be well under this one.
  private boolean rekey(CooldownState state) throws InterruptedException {
    return switch (state) {
      // Has no key to compare.
      case CooldownState.New(), CooldownState.Clear _ -> false;
      case CooldownState.Cooling cooling -> rekey(cooling);
      case CooldownState.Trial(var cooling, _, _) -> rekey(cooling);
    };
  }

  private boolean rekey(CooldownState.Cooling cooling) throws InterruptedException {
    var current = credentials.of(Scopes.providerOf(cooling.scope()));
    return !current.equals(cooling.cause().credential())
        && enter(cooling.scope(), new CooldownCommand.Rekey(cooling.scope(), current))
            instanceof Answers.Done;
  }

  /// Whether this one is the one who may try.
  boolean isMine(String scope, String holder, Duration within) throws InterruptedException {
    return enter(scope, new CooldownCommand.Try(scope, holder, within)) instanceof Answers.Done;
  }

  /// The model answered.
  ///
  /// @param trial the scope that was tried with it, empty for none
  void answered(ModelId model, String trial, String holder) throws InterruptedException {
    strikes.answered(model);
    recovered(trial, holder);
  }

  /// The model failed.
  void failed(ModelId model, ModelFault fault, String trial, String holder)
      throws InterruptedException {
    var scopes = strikes.struck(model, fault, clock.instant());
    boolean isIll = Handling.of(fault.kind()).cools() != Handling.Cools.NOTHING;
    if (!trial.isEmpty() && isIll) {
      trip(trial, model, fault, holder);
    } else {
      // Whoever refuses a question is well.
      recovered(trial, holder);
    }
    for (var scope : scopes) {
      if (!scope.equals(trial)) {
        trip(scope, model, fault, "");
      }
    }
  }

  private void recovered(String trial, String holder) throws InterruptedException {
    if (!trial.isEmpty()) {
      enter(trial, new CooldownCommand.Recover(trial, holder));
    }
  }

  private void trip(String scope, ModelId model, ModelFault fault, String holder)
      throws InterruptedException {
    var cause =
        new Cause(
            fault.kind(), fault.message(), fault.retryAfter(), credentials.of(model.provider()));
    doors
        .meter()
        .count("model.cooldowns", "provider", model.provider(), "class", fault.kind().word());
    enter(scope, new CooldownCommand.Trip(scope, cause, holder));
  }

  private Answers enter(String scope, CooldownCommand command) throws InterruptedException {
    var order = new Order(CooldownRules.id(scope), command);
    var answer = Answers.bring(doors.desk(), new Origin("models", scope), order);
    stale.set(true);
    return answer;
  }
}
