package dev.holdfast.execution.spend;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetState;
import dev.holdfast.core.spend.BudgetState.Mark;
import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.core.spend.Share;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Covers calls before they are made, by what this node holds of every budget that bears them. Safe
/// from any thread.
public final class Purse {
  /// How long a block is held at most. What a dead node held comes back after it.
  public static final Duration USUAL = Duration.ofMinutes(10);

  private static final int POOLS_MAX = 10_000;

  /// What a node has not used for so long may be of use to another one.
  private static final Duration IDLE_MAX = Duration.ofSeconds(15);

  private final Versions<Policy> versions;
  private final Meter meter;
  private final Leasing leasing;
  private final long idleNanos;
  private final Reader reader;
  private final Codec codec = new Codec();
  private final Marks marks;
  private final Map<String, Pool> pools = new ConcurrentHashMap<>();
  private final Bulletin.Subscription news;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread sweeper;

  /// @param holder this node's name, as the budgets' blocks show it
  public Purse(
      String holder,
      Desk desk,
      Reader reader,
      Bulletin bulletin,
      Versions<Policy> versions,
      Meter meter,
      Duration life) {
    this.versions = versions;
    this.meter = meter;
    this.leasing = new Leasing(desk, holder, life);
    this.idleNanos = Math.min(life.dividedBy(2).toNanos(), IDLE_MAX.toNanos());
    this.reader = reader;
    this.marks = new Marks(reader);
    this.news = bulletin.subscribe(marks::hear);
    this.sweeper = Thread.ofVirtual().name("purse").unstarted(this::tidy);
  }

  /// Begins to let go of what nobody uses.
  public Purse start() {
    sweeper.start();
    return this;
  }

  /// What is left idle does not wait for its end.
  private void tidy() {
    try {
      while (!closing.await(idleNanos, TimeUnit.NANOSECONDS)) {
        sweep();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Where questions of this spender go by now: a line for each of its budgets that has come so
  /// far.
  public List<Lowering.Low> lows(Spender spender) {
    var lows = new ArrayList<Lowering.Low>();
    for (var terms : versions.now().models().budgets()) {
      if (!terms.lowerTier().isEmpty() && spender.bears(terms)) {
        var line = spender.line(terms);
        if (marks.of(line).compareTo(Mark.LOWERED) >= 0) {
          lows.add(new Lowering.Low(line, terms.lowerTier()));
        }
      }
    }
    return List.copyOf(lows);
  }

  /// Until every budget that bears the call has begun a window with enough for it. Zero where all
  /// have enough by now, where no window ever has, and where the ledger does not say.
  public Duration untilEnough(Spender spender, Amount estimate, Instant now) {
    var latest = now;
    for (var terms : versions.now().models().budgets()) {
      if (spender.bears(terms)) {
        if (!estimate.isWithin(terms.limit())) {
          return Duration.ZERO;
        }
        var end = end(spender.line(terms), terms, estimate, now);
        latest = end.isAfter(latest) ? end : latest;
      }
    }
    return Duration.between(now, latest);
  }

  /// The end of the window where too little is left of it, whatever comes back; else now.
  private Instant end(BudgetLine line, BudgetTerms terms, Amount estimate, Instant now) {
    try {
      return reader
          .row(line.stream())
          .map(row -> codec.decode(row.state()))
          .filter(BudgetState.Open.class::isInstance)
          .map(state -> ((BudgetState.Open) state).asOf(now))
          .filter(open -> !open.spent().plus(estimate).isWithin(terms.limit()))
          .map(open -> open.span().end())
          .orElse(now);
    } catch (LedgerUnavailable _) {
      // Whoever asks is refused for that, too, and told so.
      return now;
    }
  }

  /// Puts the estimate aside in every budget that bears the call, or in none.
  public Reservation reserve(Spender spender, String model, Amount estimate)
      throws InterruptedException {
    var models = versions.now().models();
    var held = new ArrayList<Pool>();
    for (var terms : models.budgets()) {
      if (spender.bears(terms)) {
        var line = spender.line(terms);
        var refused =
            terms.money() > 0 && models.prices().price(model).isEmpty()
                ? Optional.of(unpriced(line, model))
                : take(line, estimate, held);
        if (refused.isPresent()) {
          return refuse(held, estimate, terms, refused.get());
        }
      }
    }
    return new Reservation.Held(estimate, List.copyOf(held));
  }

  private Optional<Diagnostic> take(BudgetLine line, Amount estimate, List<Pool> held)
      throws InterruptedException {
    if (pools.size() >= POOLS_MAX) {
      sweep();
    }
    var pool = pools.computeIfAbsent(line.name(), _ -> new Pool(line, leasing));
    var refused = pool.take(estimate);
    if (refused.isEmpty()) {
      held.add(pool);
    }
    return refused;
  }

  private Reservation refuse(
      List<Pool> held, Amount estimate, BudgetTerms terms, Diagnostic diagnostic) {
    held.forEach(pool -> pool.settle(estimate, Amount.NONE));
    meter.count("budget.refused", "scope", terms.scope().word(), "code", diagnostic.code());
    return new Reservation.Refused(diagnostic);
  }

  /// Ends a reservation: what was not spent of it is free again.
  ///
  /// @return the charge, to be entered with the effect's end
  public Charge settle(Reservation.Held held, Charge.Payer payer, Bill bill) {
    var open = new Charge(payer, held.amount(), bill, List.of());
    var shares = new ArrayList<Share>();
    held.pools().forEach(pool -> shares.addAll(pool.settle(held.amount(), open.charged())));
    return new Charge(payer, held.amount(), bill, List.copyOf(shares));
  }

  /// Ends a reservation for a call that was not made.
  public void release(Reservation.Held held) {
    held.pools().forEach(pool -> pool.settle(held.amount(), Amount.NONE));
  }

  /// Lets go of what nobody has used for a while.
  void sweep() throws InterruptedException {
    for (var pool : List.copyOf(pools.values())) {
      if (pool.isIdle(idleNanos) && pools.remove(pool.line().name(), pool)) {
        pool.close();
      }
    }
  }

  /// Gives everything back. Calls that are under way are settled all the same.
  public void stop() throws InterruptedException {
    closing.countDown();
    sweeper.join();
    news.close();
    for (var pool : pools.values()) {
      pool.close();
    }
  }

  private static Diagnostic unpriced(BudgetLine line, String model) {
    return new Diagnostic(
        "model-without-price",
        "Budget '" + line.name() + "' counts money, and '" + model + "' has no price.",
        "The model was not asked.",
        "Add it to models.prices; what costs nothing has a price of 0.");
  }
}
