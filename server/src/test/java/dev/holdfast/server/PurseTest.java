package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.books.Book;
import dev.holdfast.control.books.Books;
import dev.holdfast.control.desk.Alarm;
import dev.holdfast.control.desk.LedgerDesk;
import dev.holdfast.control.replay.Replay;
import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.DelegationPolicy;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.effect.Use;
import dev.holdfast.core.models.Lowering;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.routing.RoutingPolicy;
import dev.holdfast.core.scheduling.SchedulingPolicy;
import dev.holdfast.core.session.SessionPolicy;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Bill;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetState;
import dev.holdfast.core.spend.BudgetTerms;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.core.spend.Charge;
import dev.holdfast.core.spend.Price;
import dev.holdfast.core.spend.PriceTable;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.execution.spend.Purse;
import dev.holdfast.execution.spend.Receipts;
import dev.holdfast.execution.spend.Reservation;
import dev.holdfast.execution.spend.Spender;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import dev.holdfast.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that spend what a real desk over a real SQLite file has leased to them.
final class PurseTest {
  private static final String MODEL = "main/mini";
  private static final BudgetLine WHOLE = new BudgetLine(Scope.WORKSPACE, "", Window.DAY);
  private static final Spender ADA = new Spender("clerk", "ada", "", "");
  private static final PriceTable PRICES =
      new PriceTable("1", "EUR", Map.of(MODEL, new Price(1_000_000, 0, 0, 1_000_000)));

  @TempDir Path data;
  private volatile Instant now = Instant.parse("2026-11-23T09:00:00Z");
  private final Bulletin bulletin = new Bulletin();
  private Ledger ledger;
  private LedgerDesk desk;
  private Versions<Policy> versions = policy(100_000, 0);

  @BeforeEach
  void open() {
    ledger = Stores.open(new Stores.Opening("sqlite", data, () -> now, _ -> {}));
    desk = new LedgerDesk(ledger, versions, bulletin, new Alarm()).start();
  }

  @AfterEach
  void every_test_leaves_balanced_books_and_a_ledger_that_replays() throws InterruptedException {
    assertThat(new Books(ledger.reader()).compute()).allMatch(Book::isBalanced);
    assertThat(new Replay(ledger.reader(), versions, _ -> {}).verify().findings()).isEmpty();
    desk.stop();
    ledger.close();
  }

  private Versions<Policy> policy(long tokens, long money) {
    var budget = new BudgetTerms(Scope.WORKSPACE, Window.DAY, tokens, money, 50, 90, "tiny", "ops");
    var hourly = new BudgetTerms(Scope.ACTOR, Window.HOUR, tokens, 0, 0, 0, "", "");
    var all = EnumSet.allOf(MessageKind.class);
    var hour = Duration.ofHours(1);
    var channel =
        new DeliveryPolicy.ChannelTerms(
            all, DeliveryPolicy.Doubt.HOLD, 3, hour, Duration.ofSeconds(1), hour);
    var none = ModelsPolicy.NONE;
    var policy =
        new Policy(
            new RoutingPolicy(Map.of(), List.of(), new Anything()),
            new SessionPolicy(Map.of()),
            new DelegationPolicy(Map.of(), Map.of(), Map.of(), hour, new Anything()),
            new DeliveryPolicy(Map.of("ops", channel)),
            SchedulingPolicy.NONE,
            new ModelsPolicy(
                Map.of(),
                none.classes(),
                Map.of(),
                false,
                none.cooling(),
                List.of(budget, hourly),
                PRICES));
    return new Versions<>() {
      @Override
      public int current() {
        return 1;
      }

      @Override
      public Policy at(int version) {
        return policy;
      }
    };
  }

  private Purse purse(String holder) {
    return purse(holder, Duration.ofMinutes(10));
  }

  private Purse purse(String holder, Duration life) {
    return new Purse(holder, desk, ledger.reader(), bulletin, versions, Meter.NONE, life);
  }

  private BudgetState.Open budget() {
    var row = ledger.reader().row(WHOLE.stream()).orElseThrow();
    return (BudgetState.Open) new Codec().decode(row.state());
  }

  private void pay(Purse purse, Receipts receipts, Reservation.Held held, long tokens)
      throws InterruptedException {
    var bill = Bill.of(new Usage(tokens, 0, 0, 0, 0), MODEL, PRICES);
    var payer = new Charge.Payer(MODEL, "small", "clerk", "ada", "");
    var charge = purse.settle(held, payer, bill);
    var use = new Use(0, 0, 0, "model:" + MODEL, Json.EMPTY, "c1");
    var settlement = new Settlement.Receipt(Json.EMPTY, bill.json());
    receipts.enter(
        new StreamId(Kind.EFFECT, desk.nextKey()),
        new EffectCommand.Report(use, now, settlement, charge));
  }

  @Test
  void a_hundred_callers_never_spend_more_than_there_is() throws InterruptedException {
    var purse = purse("node-1");
    var receipts = new Receipts(desk, "node-1", Meter.NONE).start();
    var spent = new AtomicLong();
    var refused = new AtomicLong();
    var start = new CountDownLatch(1);
    var callers = new ArrayList<Thread>();
    for (int caller = 0; caller < 100; caller++) {
      var random = new Random(caller);
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  start.await();
                  for (int call = 0; call < 20; call++) {
                    call(purse, receipts, random, spent, refused);
                  }
                } catch (InterruptedException interrupted) {
                  throw new IllegalStateException(interrupted);
                }
              }));
    }
    start.countDown();
    for (var caller : callers) {
      caller.join();
    }
    receipts.stop(Duration.ofSeconds(30));
    purse.stop();
    assertThat(refused.get()).isPositive();
    assertThat(spent.get()).isBetween(90_000L, 100_000L);
    assertThat(budget().spent().tokens()).isEqualTo(spent.get());
    assertThat(budget().beyond()).isEqualTo(Amount.NONE);
    assertThat(budget().all()).isEmpty();
    assertThat(ledger.reader().receipts().all()).isEqualTo(2_000 - refused.get());
    assertThat(ledger.reader().counts(Kind.DELIVERY)).isNotEmpty();
  }

  private void call(
      Purse purse, Receipts receipts, Random random, AtomicLong spent, AtomicLong refused)
      throws InterruptedException {
    long estimate = 50 + random.nextInt(200);
    switch (purse.reserve(ADA, MODEL, new Amount(estimate, estimate))) {
      case Reservation.Refused _ -> refused.incrementAndGet();
      case Reservation.Held held -> {
        long tokens = 1 + random.nextLong(estimate);
        spent.addAndGet(tokens);
        pay(purse, receipts, held, tokens);
      }
    }
  }

  @Test
  void what_a_node_held_that_was_killed_comes_back_less_its_receipts() throws InterruptedException {
    var receipts = new Receipts(desk, "node-1", Meter.NONE).start();
    var dead = purse("node-1");
    var first = held(dead.reserve(ADA, MODEL, new Amount(5_000, 0)));
    held(dead.reserve(ADA, MODEL, new Amount(5_000, 0)));
    pay(dead, receipts, first, 1_200);
    receipts.stop(Duration.ofSeconds(30));
    assertThat(budget().leased().tokens()).isPositive();
    // Nobody gives anything back: the node is gone. Its blocks end after ten minutes.
    now = now.plus(Duration.ofMinutes(11));
    desk.submit(new Submission.Wake(Origin.TIME, 100));
    assertThat(budget().all()).isEmpty();
    assertThat(budget().left().tokens()).isEqualTo(100_000 - 1_200);
  }

  private static Reservation.Held held(Reservation reservation) {
    assertThat(reservation).isInstanceOf(Reservation.Held.class);
    return (Reservation.Held) reservation;
  }

  @Test
  void each_threshold_is_told_once_to_whoever_looks_after_it() throws InterruptedException {
    var purse = purse("node-1");
    var receipts = new Receipts(desk, "node-1", Meter.NONE).start();
    var refused = 0;
    while (refused < 3) {
      switch (purse.reserve(ADA, MODEL, new Amount(2_000, 0))) {
        case Reservation.Refused _ -> refused++;
        case Reservation.Held held -> pay(purse, receipts, held, 2_000);
      }
    }
    receipts.stop(Duration.ofSeconds(30));
    purse("node-2").reserve(ADA, MODEL, new Amount(2_000, 0));
    purse("node-3").reserve(ADA, MODEL, new Amount(2_000, 0));
    assertThat(budget().mark()).isEqualTo(BudgetState.Mark.EXHAUSTED);
    assertThat(ledger.reader().counts(Kind.DELIVERY)).isEqualTo(Map.of("ready", 3L));
  }

  @Test
  void from_a_threshold_on_every_node_knows_the_smaller_tier() throws InterruptedException {
    var purse = purse("node-1");
    var receipts = new Receipts(desk, "node-1", Meter.NONE).start();
    var held = held(purse.reserve(ADA, MODEL, new Amount(92_000, 0)));
    assertThat(purse.lows(ADA)).isEmpty();
    pay(purse, receipts, held, 92_000);
    receipts.stop(Duration.ofSeconds(30));
    var low = List.of(new Lowering.Low(WHOLE, "tiny"));
    assertThat(purse.lows(ADA)).isEqualTo(low);
    // It has leased nothing and heard nothing: it looks.
    assertThat(purse("node-2").lows(ADA)).isEqualTo(low);
    now = now.plus(Duration.ofDays(1));
    desk.submit(new Submission.Wake(Origin.TIME, 100));
    assertThat(purse.lows(ADA)).isEmpty();
  }

  @Test
  void what_a_node_holds_itself_does_not_hide_that_nothing_is_left() throws InterruptedException {
    var purse = purse("node-1");
    var receipts = new Receipts(desk, "node-1", Meter.NONE).start();
    pay(purse, receipts, held(purse.reserve(ADA, MODEL, new Amount(98_000, 0))), 98_000);
    pay(purse, receipts, held(purse.reserve(ADA, MODEL, new Amount(1_000, 0))), 10);
    receipts.stop(Duration.ofSeconds(30));
    assertThat(purse.reserve(ADA, MODEL, new Amount(2_000, 0)))
        .isInstanceOfSatisfying(
            Reservation.Refused.class,
            refused -> assertThat(refused.diagnostic().code()).isEqualTo("budget-exhausted"));
    assertThat(budget().mark()).isEqualTo(BudgetState.Mark.EXHAUSTED);
    held(purse.reserve(ADA, MODEL, new Amount(1_500, 0)));
  }

  @Test
  void receipts_on_their_way_are_not_spent_twice() throws InterruptedException {
    var purse = purse("node-1");
    var late = new Receipts(desk, "node-1", Meter.NONE);
    for (int call = 0; call < 9; call++) {
      pay(purse, late, held(purse.reserve(ADA, MODEL, new Amount(11_000, 0))), 11_000);
    }
    // Nothing is entered yet; what the node gives back is what nobody has spent.
    assertThat(purse.reserve(ADA, MODEL, new Amount(2_000, 0)))
        .isInstanceOf(Reservation.Refused.class);
    late.start().stop(Duration.ofSeconds(30));
    assertThat(budget().spent().tokens()).isEqualTo(99_000);
    assertThat(budget().beyond()).isEqualTo(Amount.NONE);
  }

  @Test
  void what_nobody_uses_goes_back_by_itself() throws InterruptedException {
    var purse = purse("node-1", Duration.ofMillis(200)).start();
    purse.release(held(purse.reserve(ADA, MODEL, new Amount(5_000, 0))));
    assertThat(budget().all()).isNotEmpty();
    var bell = bulletin.changes(WHOLE.stream());
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!budget().all().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      bell.await(bell.rings(), Duration.ofMillis(50));
    }
    purse.stop();
  }

  @Test
  void a_model_without_a_price_is_refused_where_money_counts() throws InterruptedException {
    versions = policy(100_000, 1_000_000);
    var reservation = purse("node-1").reserve(ADA, "main/odd", new Amount(10, 0));
    assertThat(reservation)
        .isInstanceOfSatisfying(
            Reservation.Refused.class,
            refused -> assertThat(refused.diagnostic().code()).isEqualTo("model-without-price"));
    versions = policy(100_000, 0);
  }

  @Test
  void a_refusal_keeps_nothing_aside_elsewhere() throws InterruptedException {
    var purse = purse("node-1");
    assertThat(purse.reserve(ADA, MODEL, new Amount(100_001, 0)))
        .isInstanceOf(Reservation.Refused.class);
    held(purse.reserve(ADA, MODEL, new Amount(100_000, 0)));
  }

  @Test
  void a_busy_node_leaves_something_to_another_one() throws InterruptedException {
    var busy = purse("node-1");
    var other = purse("node-2");
    var held = new ArrayList<Reservation.Held>();
    for (int call = 0; call < 12; call++) {
      held.add(held(busy.reserve(ADA, MODEL, new Amount(5_000, 0))));
    }
    // Sixty of a hundred thousand are put aside: seven more questions have room, and get it.
    for (int call = 0; call < 7; call++) {
      held(other.reserve(ADA, MODEL, new Amount(5_000, 0)));
    }
    assertThat(other.reserve(ADA, MODEL, new Amount(6_000, 0)))
        .isInstanceOfSatisfying(
            Reservation.Refused.class,
            refused -> assertThat(refused.diagnostic().code()).isEqualTo("budget-held"));
  }

  @Test
  void enough_is_there_again_at_the_end_of_the_last_window_that_has_too_little()
      throws InterruptedException {
    var purse = purse("node-1");
    var receipts = new Receipts(desk, "node-1", Meter.NONE).start();
    var little = new Amount(1_000, 0);
    assertThat(purse.untilEnough(ADA, little, now)).isZero();
    pay(purse, receipts, held(purse.reserve(ADA, MODEL, new Amount(99_500, 0))), 99_500);
    receipts.stop(Duration.ofSeconds(30));
    // The workspace's day and ada's hour have too little; a question of nobody has the day alone.
    assertThat(purse.untilEnough(ADA, little, now)).isEqualTo(Duration.ofHours(15));
    assertThat(purse.untilEnough(ADA, new Amount(100, 0), now)).isZero();
    assertThat(purse.untilEnough(ADA, new Amount(100_001, 0), now)).isZero();
    assertThat(purse.untilEnough(ADA, little, now.plus(Duration.ofDays(1)))).isZero();
  }

  /// Nothing of it is asked here.
  private static final class Anything implements Expressions {
    @Override
    public Truth test(String expression, Map<String, Object> facts) {
      return new Truth.Holds();
    }

    @Override
    public List<Finding> violations(Json schema, Json value) {
      return List.of();
    }

    @Override
    public Rendered render(String template, Map<String, Object> values) {
      return new Rendered.Text(template);
    }

    @Override
    public List<Finding> checkTemplate(String template, Set<String> names) {
      return List.of();
    }

    @Override
    public String plain(Json output) {
      return output.text();
    }
  }
}
