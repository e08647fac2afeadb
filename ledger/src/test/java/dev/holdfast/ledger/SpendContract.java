package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing;
import dev.holdfast.core.Standing.Spent;
import dev.holdfast.core.Standing.Whose;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Block;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.BudgetState;
import dev.holdfast.core.spend.BudgetTerms.Scope;
import dev.holdfast.core.spend.BudgetTerms.Window;
import dev.holdfast.core.spend.Span;
import dev.holdfast.core.spend.Usage;
import dev.holdfast.ledger.Reader.Law;
import dev.holdfast.ledger.SpendQuery.By;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every ledger promises to budgets and to what is charged to them.
public abstract class SpendContract {
  private static final BudgetLine LINE = new BudgetLine(Scope.ACTOR, "ada", Window.DAY);
  private static final Instant BEGIN = Instant.parse("2026-11-23T00:00:00Z");
  private static final Amount NONE = Amount.NONE;

  private Shelf shelf;
  private Ledger ledger;
  private Reader reader;
  private Scribe scribe;

  protected abstract Shelf shelf();

  @BeforeEach
  void open() {
    shelf = shelf();
    ledger = shelf.open();
    reader = ledger.reader();
    scribe = new Scribe(ledger);
  }

  @AfterEach
  void close() {
    ledger.close();
    shelf.close();
  }

  private static StreamId effect(long number) {
    return new StreamId(Kind.EFFECT, number * StreamId.STRIDE);
  }

  private static Spent spent(Whose whose, long uncached, long cost, long... budgets) {
    return new Spent(
        whose,
        List.of(uncached, 1L, 2L, 3L, 4L),
        cost,
        cost > 0,
        uncached + 10,
        cost,
        java.util.Arrays.stream(budgets).boxed().toList());
  }

  private void settle(long number, long task, Spent spent) {
    scribe.write(scribe.fresh(effect(number), Standing.of("received").under(task).spending(spent)));
  }

  private void budget(Amount limit, Amount spent, Amount ever, long stray, Block... blocks) {
    var span = new Span(BEGIN, BEGIN.plus(Duration.ofDays(1)));
    var mark = BudgetState.Mark.QUIET;
    var open =
        new BudgetState.Open(
            LINE, span, limit, spent, NONE, mark, List.of(blocks), List.of(), 9, stray, ever);
    var standing = Standing.of("quiet").due(BEGIN);
    var text = new Codec().encode(open);
    scribe.write(new Written(LINE.stream(), 0, 1, scribe.nextEntry(), standing, text));
  }

  private static Block block(long tokens, long settled) {
    return new Block(
        1, "node", new Amount(tokens, 0), new Amount(settled, 0), BEGIN, BEGIN.plusSeconds(60));
  }

  private Instant now() {
    try (var page = ledger.open()) {
      return page.now();
    }
  }

  private List<SpendRow> by(By by, String after, int limit) {
    var now = now();
    return reader.spend(
        new SpendQuery(by, now.minusSeconds(3_600), now.plusSeconds(3_600), after, limit));
  }

  @Test
  void what_was_spent_is_summed_up_by_whatever_is_asked() {
    scribe.write(
        scribe.fresh(new StreamId(Kind.TASK, 400), Standing.of("accepted").proven(400, "abc")));
    scribe.write(scribe.fresh(new StreamId(Kind.TASK, 404), Standing.of("failed")));
    settle(1, 400, spent(new Whose("m/a", "small", "clerk", "ada"), 100, 5));
    settle(2, 400, spent(new Whose("m/b", "large", "clerk", "ada"), 200, 7));
    settle(3, 404, spent(new Whose("m/a", "small", "poet", "bob"), 300, 0));
    settle(4, 0, spent(new Whose("m/a", "", "", "bob"), 400, 9));
    // A caller of the gateway: nobody judges what it is answered.
    settle(5, 0, spent(new Whose("m/a", "small", "", "cat"), 50, 11));
    assertThat(by(By.TIER, "", 9))
        .containsExactly(
            row("-", 1, 0, 400, 9, 0, 0),
            row("large", 1, 0, 200, 7, 1, 7),
            row("small", 3, 1, 450, 16, 1, 5));
    assertThat(by(By.MODEL, "", 9)).extracting(SpendRow::part).containsExactly("m/a", "m/b");
    assertThat(by(By.AGENT, "", 9))
        .extracting(SpendRow::part)
        .containsExactly("-", "clerk", "poet");
    assertThat(by(By.ACTOR, "", 9)).extracting(SpendRow::cost).containsExactly(12L, 9L, 11L);
    assertThat(by(By.DAY, "", 9)).hasSize(1);
    assertThat(by(By.DAY, "", 9).getFirst().part()).isEqualTo(now().toString().substring(0, 10));
    assertThat(reader.receipts()).isEqualTo(new Reader.Receipts(5, 4));
  }

  private static SpendRow row(
      String part, long calls, long unknown, long uncached, long cost, long accepted, long judged) {
    return new SpendRow(
        part,
        calls,
        unknown,
        new Usage(uncached, calls, 2 * calls, 3 * calls, 4 * calls),
        cost,
        new Amount(uncached + 10 * calls, cost),
        accepted,
        judged);
  }

  @Test
  void a_long_list_goes_on_behind_its_cursor() {
    for (int i = 1; i <= 5; i++) {
      settle(i, 0, spent(new Whose("m/" + i, "", "", ""), 1, 1));
    }
    assertThat(by(By.MODEL, "", 2)).extracting(SpendRow::part).containsExactly("m/1", "m/2");
    assertThat(by(By.MODEL, "m/2", 2)).extracting(SpendRow::part).containsExactly("m/3", "m/4");
    assertThat(by(By.MODEL, "m/4", 2)).extracting(SpendRow::part).containsExactly("m/5");
  }

  @Test
  void only_what_was_spent_in_time_is_told() {
    settle(1, 0, spent(new Whose("m/a", "", "", ""), 1, 1));
    var now = now();
    assertThat(reader.spend(new SpendQuery(By.DAY, now.plusSeconds(1), now.plusSeconds(9), "", 9)))
        .isEmpty();
    assertThat(
            reader.spend(new SpendQuery(By.DAY, now.minusSeconds(9), now.minusSeconds(5), "", 9)))
        .isEmpty();
  }

  @Test
  void a_budget_bears_exactly_what_its_receipts_say() {
    long key = LINE.stream().key();
    budget(NONE, new Amount(110, 5), new Amount(110, 5), 0);
    assertThat(reader.breaches(Law.LOOSE_SPEND)).isEqualTo(1);
    settle(1, 0, spent(new Whose("m/a", "", "", ""), 100, 5, key));
    assertThat(reader.breaches(Law.LOOSE_SPEND)).isZero();
    settle(2, 0, spent(new Whose("m/a", "", "", ""), 1, 0, key));
    assertThat(reader.breaches(Law.LOOSE_SPEND)).isEqualTo(1);
    settle(3, 0, spent(new Whose("m/a", "", "", ""), 1, 0, key + 1));
    assertThat(reader.breaches(Law.LOOSE_SPEND)).isEqualTo(2);
  }

  @Test
  void a_budget_with_more_out_than_it_has_is_seen() {
    budget(new Amount(1_000, 0), new Amount(400, 0), NONE, 0, block(700, 100));
    assertThat(reader.breaches(Law.OVERDRAWN)).isZero();
    var open = (BudgetState.Open) new Codec().decode(row().state());
    assertThat(open.left()).isEqualTo(new Amount(0, Long.MAX_VALUE));
  }

  private Row row() {
    return reader.row(LINE.stream()).orElseThrow();
  }

  @Test
  void one_token_more_is_too_much() {
    budget(new Amount(1_000, 0), new Amount(401, 0), NONE, 0, block(700, 100));
    assertThat(reader.breaches(Law.OVERDRAWN)).isEqualTo(1);
  }

  @Test
  void money_is_looked_at_too_and_no_limit_is_none() {
    budget(new Amount(0, 10), new Amount(5_000, 11), NONE, 3, block(700, 100));
    assertThat(reader.breaches(Law.OVERDRAWN)).isEqualTo(1);
    assertThat(reader.breaches(Law.UNRESERVED)).isEqualTo(3);
  }

  @Test
  void a_budget_is_due_when_a_block_comes_back() {
    budget(NONE, NONE, NONE, 0);
    var since = now().minusSeconds(5);
    scribe.write(scribe.changed(LINE.stream(), 1, Standing.of("quiet").due(since)));
    try (var page = ledger.open()) {
      assertThat(page.due(10)).containsExactly(LINE.stream());
    }
    assertThat(reader.earliestDue(Kind.BUDGET)).contains(since);
    var later = now().plusSeconds(3_600);
    scribe.write(scribe.changed(LINE.stream(), 2, Standing.of("quiet").due(later)));
    try (var page = ledger.open()) {
      assertThat(page.nextDue()).contains(later);
    }
  }

  @Test
  void an_effect_outside_of_any_task_is_none_that_lost_its_own() {
    settle(1, 0, spent(new Whose("m/a", "", "", ""), 1, 1));
    assertThat(reader.breaches(Law.LOOSE_EFFECT)).isZero();
    settle(2, 4_000, spent(new Whose("m/a", "", "", ""), 1, 1));
    assertThat(reader.breaches(Law.LOOSE_EFFECT)).isEqualTo(1);
  }
}
