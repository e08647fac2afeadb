package dev.holdfast.core.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Versions;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Budgets under nodes that lease, die, report late and wrongly, with a clock that jumps.
final class BudgetLivesTest {
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final BudgetRules rules = new BudgetRules();
  private BudgetTerms terms = terms(Window.HOUR, 10_000, 500_000);
  private BudgetLine line = new BudgetLine(Scope.ACTOR, "ada", Window.HOUR);
  private BudgetState state = rules.initial();
  private Instant now = Instant.parse("2026-11-23T09:10:00Z");
  private String refused = "";
  private final List<BudgetEvent> last = new ArrayList<>();

  private static BudgetTerms terms(Window per, long tokens, long money) {
    return new BudgetTerms(Scope.ACTOR, per, tokens, money, 80, 90, "small", "ops");
  }

  private boolean tell(BudgetCommand command) {
    var policy = new BudgetPolicy(List.of(terms));
    Versions<BudgetPolicy> versions =
        new Versions<>() {
          @Override
          public int current() {
            return 1;
          }

          @Override
          public BudgetPolicy at(int version) {
            return policy;
          }
        };
    last.clear();
    return switch (rules.decide(line.stream(), state, command, versions, now)) {
      case Decision.Accept<BudgetEvent>(var events) -> {
        for (var event : events) {
          state = rules.evolve(state, event);
          last.add(event);
        }
        yield true;
      }
      case Decision.Refuse<BudgetEvent>(var refusal) -> {
        refused = refusal.diagnostic().code();
        yield false;
      }
    };
  }

  private BudgetState.Open open() {
    return (BudgetState.Open) state;
  }

  private long lease(long tokens) {
    return lease(new Amount(tokens, 0), new Amount(tokens, 0));
  }

  /// The block's number, zero when nothing was given.
  private long lease(Amount wish, Amount least) {
    tell(new BudgetCommand.Lease(line, "node", wish, least, LEASE));
    return last.stream()
        .filter(BudgetEvent.Leased.class::isInstance)
        .map(event -> ((BudgetEvent.Leased) event).block().number())
        .findFirst()
        .orElse(0L);
  }

  private void settle(long block, long tokens) {
    tell(new BudgetCommand.Settle(line, block, new Amount(tokens, 0)));
  }

  private <E extends BudgetEvent> long told(Class<E> kind) {
    return last.stream().filter(kind::isInstance).count();
  }

  @Test
  void spent_and_leased_never_pass_the_limit_whatever_happens() {
    for (long seed = 1; seed <= 4_000; seed++) {
      life(new Random(seed * 0x9e3779b97f4a7c15L), seed);
    }
  }

  private void life(Random random, long seed) {
    var window = Window.values()[random.nextInt(3)];
    terms = terms(window, random.nextInt(4) == 0 ? 0 : 10_000, random.nextInt(3) * 40_000L);
    line = new BudgetLine(Scope.ACTOR, "ada", window);
    state = rules.initial();
    now = Instant.parse("2026-02-27T22:59:00Z");
    var ever = Amount.NONE;
    var marks = new ArrayList<String>();
    for (int step = 0; step < 120; step++) {
      switch (random.nextInt(9)) {
        case 0, 1, 2 ->
            lease(
                new Amount(random.nextInt(6_000), random.nextInt(60_000)),
                new Amount(random.nextInt(900), random.nextInt(9_000)));
        case 3, 4, 5 -> {
          var spent = new Amount(random.nextInt(1_500), random.nextInt(15_000));
          tell(new BudgetCommand.Settle(line, 1 + random.nextInt(12), spent));
          ever = ever.plus(spent);
        }
        case 6 ->
            tell(
                new BudgetCommand.Return(
                    1 + random.nextInt(12),
                    new Amount(random.nextInt(3_000), random.nextInt(90_000))));
        case 7 -> tell(new BudgetCommand.Wake());
        default -> pass(random);
      }
      if (state instanceof BudgetState.Open open) {
        holds(open, ever, seed);
        told(open, marks, seed);
      }
    }
  }

  /// Mostly forward, sometimes across a window, now and then back.
  private void pass(Random random) {
    last.clear();
    now =
        switch (random.nextInt(5)) {
          case 0 -> now.plus(Duration.ofHours(1 + random.nextInt(40)));
          case 1 -> now.minus(Duration.ofMinutes(random.nextInt(90)));
          default -> now.plusSeconds(random.nextInt(500));
        };
    if (random.nextInt(4) == 0) {
      terms = terms(line.per(), random.nextInt(12_000), terms.money());
    }
  }

  private static void holds(BudgetState.Open open, Amount ever, long seed) {
    var used = open.spent().plus(open.leased());
    var limit = open.limit();
    assertThat(limit.tokens() == 0 || used.tokens() <= limit.tokens())
        .as("seed %s: %s", seed, open)
        .isTrue();
    assertThat(limit.money() == 0 || used.money() <= limit.money())
        .as("seed %s: %s", seed, open)
        .isTrue();
    assertThat(open.ever()).as("seed %s", seed).isEqualTo(ever);
    assertThat(open.all())
        .as("seed %s", seed)
        .allMatch(block -> block.size().covers(block.settled()));
  }

  private void told(BudgetState.Open open, List<String> marks, long seed) {
    for (var event : last) {
      if (event instanceof BudgetEvent.Warned
          || event instanceof BudgetEvent.Lowered
          || event instanceof BudgetEvent.Exhausted) {
        marks.add(open.span() + event.getClass().getSimpleName());
      }
    }
    assertThat(marks).as("seed %s", seed).doesNotHaveDuplicates();
  }

  @Test
  void a_hundred_callers_get_what_there_is_and_not_more() {
    int granted = 0;
    for (int i = 0; i < 100; i++) {
      granted += lease(300) > 0 ? 1 : 0;
    }
    assertThat(granted).isEqualTo(33);
    assertThat(open().left().tokens()).isEqualTo(100);
  }

  @Test
  void a_block_is_an_eighth_of_what_is_left_unless_one_question_needs_more() {
    var all = new Amount(10_000, 0);
    lease(all, new Amount(100, 0));
    assertThat(open().leased().tokens()).isEqualTo(1_250);
    lease(all, new Amount(100, 0));
    assertThat(open().leased().tokens()).isEqualTo(1_250 + 1_093);
    lease(all, new Amount(5_000, 0));
    assertThat(open().leased().tokens()).isEqualTo(1_250 + 1_093 + 5_000);
  }

  @Test
  void a_block_of_a_node_that_is_gone_comes_back_less_its_receipts() {
    long block = lease(9_000);
    settle(block, 2_500);
    assertThat(lease(2_000)).isZero();
    now = now.plus(LEASE);
    tell(new BudgetCommand.Wake());
    assertThat(last).containsExactly(new BudgetEvent.Lapsed(block));
    assertThat(open().spent().tokens()).isEqualTo(2_500);
    assertThat(open().left().tokens()).isEqualTo(7_500);
  }

  @Test
  void a_receipt_of_a_block_that_has_come_back_is_taken_of_what_is_left() {
    long block = lease(1_000);
    now = now.plus(LEASE);
    tell(new BudgetCommand.Wake());
    settle(block, 1_000);
    assertThat(open().spent().tokens()).isEqualTo(1_000);
    assertThat(open().stray()).isZero();
  }

  @Test
  void what_nothing_covers_is_kept_as_beyond() {
    long block = lease(10_000);
    settle(block, 12_000);
    assertThat(open().spent().tokens()).isEqualTo(10_000);
    assertThat(open().beyond().tokens()).isEqualTo(2_000);
    assertThat(open().ever().tokens()).isEqualTo(12_000);
  }

  @Test
  void a_receipt_without_any_reservation_is_seen() {
    settle(7, 100);
    assertThat(open().stray()).isEqualTo(1);
    assertThat(open().spent().tokens()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource(Window.class)
  void a_window_begins_anew_in_utc(Window window) {
    terms = terms(window, 1_000, 0);
    line = new BudgetLine(Scope.ACTOR, "ada", window);
    now = Instant.parse("2027-01-31T23:59:59.999999Z");
    settle(lease(1_000), 1_000);
    assertThat(lease(1)).isZero();
    now = Instant.parse("2027-02-01T00:00:00Z");
    assertThat(lease(1_000)).isPositive();
    assertThat(open().span().begin()).isEqualTo(now);
    assertThat(open().span().end())
        .isEqualTo(
            switch (window) {
              case HOUR -> Instant.parse("2027-02-01T01:00:00Z");
              case DAY -> Instant.parse("2027-02-02T00:00:00Z");
              case MONTH -> Instant.parse("2027-03-01T00:00:00Z");
            });
  }

  @Test
  void a_block_ends_with_its_window() {
    now = Instant.parse("2026-11-23T09:55:00Z");
    lease(100);
    assertThat(open().blocks().getFirst().until()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
  }

  @Test
  void what_an_earlier_window_paid_for_weighs_nothing_in_this() {
    long block = lease(10_000);
    now = Instant.parse("2026-11-23T10:00:00Z");
    settle(block, 4_000);
    assertThat(open().spent().tokens()).isZero();
    assertThat(open().ever().tokens()).isEqualTo(4_000);
    assertThat(open().left().tokens()).isEqualTo(10_000);
  }

  @Test
  void a_clock_that_is_set_back_does_not_bring_an_old_window_back() {
    now = Instant.parse("2026-11-23T10:00:00Z");
    settle(lease(9_000), 9_000);
    now = Instant.parse("2026-11-23T09:10:00Z");
    assertThat(lease(2_000)).isZero();
    assertThat(open().span().begin()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));
  }

  @Test
  void each_threshold_is_told_once_in_a_window() {
    long block = lease(9_900);
    settle(block, 7_999);
    assertThat(told(BudgetEvent.Warned.class)).isZero();
    settle(block, 1);
    assertThat(told(BudgetEvent.Warned.class)).isEqualTo(1);
    settle(block, 1_000);
    assertThat(told(BudgetEvent.Lowered.class)).isEqualTo(1);
    settle(block, 900);
    assertThat(last).hasSize(1);
    assertThat(lease(200)).isZero();
    assertThat(told(BudgetEvent.Exhausted.class)).isEqualTo(1);
    assertThat(lease(200)).isZero();
    assertThat(told(BudgetEvent.Exhausted.class)).isZero();
  }

  @Test
  void one_question_larger_than_the_limit_exhausts_nothing() {
    assertThat(lease(20_000)).isZero();
    assertThat(told(BudgetEvent.Exhausted.class)).isZero();
    assertThat(lease(100)).isPositive();
  }

  @Test
  void what_others_hold_may_come_back_and_is_no_exhaustion() {
    lease(10_000);
    assertThat(lease(100)).isZero();
    assertThat(told(BudgetEvent.Exhausted.class)).isZero();
    assertThat(refused).isEqualTo("budget-held");
    settle(1, 9_950);
    assertThat(lease(100)).isZero();
    assertThat(told(BudgetEvent.Exhausted.class)).isEqualTo(1);
    assertThat(lease(100)).isZero();
    assertThat(refused).isEqualTo("budget-exhausted");
  }

  @Test
  void what_receipts_on_their_way_have_taken_is_not_given_back() {
    lease(5_000);
    tell(new BudgetCommand.Return(1, new Amount(3_000, 0)));
    assertThat(open().leased().tokens()).isEqualTo(2_000);
    settle(1, 2_000);
    assertThat(open().all()).isEmpty();
    assertThat(open().left().tokens()).isEqualTo(8_000);
  }

  @Test
  void as_of_a_later_window_nothing_is_spent_and_what_is_out_is_out() {
    lease(5_000);
    settle(1, 2_000);
    assertThat(open().asOf(now)).isEqualTo(open());
    var later = open().asOf(now.plus(Duration.ofHours(1)));
    assertThat(later.spent()).isEqualTo(Amount.NONE);
    assertThat(later.leased()).isEqualTo(Amount.NONE);
    assertThat(later.all()).hasSize(1);
    assertThat(later.span().begin()).isEqualTo(open().span().end());
  }

  @Test
  void a_limit_that_is_lowered_takes_nothing_back_and_grants_nothing() {
    lease(8_000);
    terms = terms(Window.HOUR, 5_000, 0);
    assertThat(lease(1)).isZero();
    terms = terms(Window.HOUR, 9_000, 0);
    assertThat(lease(1_000)).isPositive();
  }
}
