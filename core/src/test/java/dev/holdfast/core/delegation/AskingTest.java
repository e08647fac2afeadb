package dev.holdfast.core.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Decision;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.spend.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AskingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final StreamId TASK = new StreamId(Kind.TASK, 8);
  private static final String MODEL = "model:main/big";

  private final TaskRules rules = new TaskRules();
  private TaskState state = leased();

  @Test
  void a_model_is_asked_without_allowance_and_without_spending_a_tool_call() {
    assertThat(ask(1))
        .isEqualTo(List.of(new TaskEvent.ModelAsked(1, MODEL, Json.EMPTY, Amount.NONE)));
    assertThat(Tasks.progress(state).toolCalls()).isZero();
    assertThat(Tasks.progress(state).used()).isEmpty();
    assertThat(Tasks.progress(state).turns()).isEqualTo(1);
  }

  @Test
  void one_question_more_than_the_limit_is_refused_and_kept() {
    for (int turn = 1; turn <= Progress.TURNS_MAX; turn++) {
      assertThat(ask(turn)).first().isInstanceOf(TaskEvent.ModelAsked.class);
    }
    assertThat(ask(99)).first().isInstanceOf(TaskEvent.CallRefused.class);
    assertThat(Tasks.progress(state).turns()).isEqualTo(Progress.TURNS_MAX);
  }

  @Test
  void the_next_attempt_may_ask_anew() {
    ask(1);
    state = rules.evolve(state, new TaskEvent.Reoffered(NOW.plusSeconds(60)));
    state = rules.evolve(state, lease(2));
    assertThat(Tasks.progress(state).turns()).isZero();
  }

  @Test
  void a_stale_fence_asks_nothing() {
    var decision =
        rules.decide(
            TASK, state, new TaskCommand.Ask(Fence.NONE, 1, MODEL, Json.EMPTY), policy(), NOW);
    assertThat(decision).isInstanceOf(Decision.Refuse.class);
  }

  @Test
  void a_question_that_may_cost_more_than_is_left_is_refused_and_kept() {
    assertThat(ask(1, new Amount(600, 0))).first().isInstanceOf(TaskEvent.ModelAsked.class);
    assertThat(ask(2, new Amount(401, 0)))
        .singleElement()
        .isInstanceOfSatisfying(
            TaskEvent.CallRefused.class,
            refused -> assertThat(refused.diagnostic().code()).isEqualTo("task-budget-spent"));
    assertThat(ask(2, new Amount(400, 0))).first().isInstanceOf(TaskEvent.ModelAsked.class);
    assertThat(ask(3, new Amount(1, 0))).first().isInstanceOf(TaskEvent.CallRefused.class);
  }

  @Test
  void money_bounds_where_the_contract_has_some() {
    assertThat(ask(1, new Amount(1, 5_001))).first().isInstanceOf(TaskEvent.CallRefused.class);
    assertThat(ask(2, new Amount(1, 5_000))).first().isInstanceOf(TaskEvent.ModelAsked.class);
  }

  @Test
  void a_receipt_takes_the_place_of_what_was_put_aside() {
    ask(1, new Amount(900, 0));
    account(1, new Amount(150, 0), TaskCommand.Counted.YES);
    assertThat(Tasks.progress(state).outlay()).isEqualTo(new Outlay(new Amount(150, 0), List.of()));
    assertThat(ask(2, new Amount(850, 0))).first().isInstanceOf(TaskEvent.ModelAsked.class);
  }

  @Test
  void what_nobody_counted_stays_spent() {
    ask(1, new Amount(900, 0));
    account(1, Amount.NONE, TaskCommand.Counted.NO);
    assertThat(Tasks.progress(state).outlay().used()).isEqualTo(new Amount(900, 0));
  }

  @Test
  void an_effect_is_accounted_for_once_and_also_after_its_attempt() {
    ask(1, new Amount(900, 0));
    state = rules.evolve(state, new TaskEvent.Reoffered(NOW.plusSeconds(60)));
    account(1, new Amount(100, 0), TaskCommand.Counted.YES);
    account(1, new Amount(100, 0), TaskCommand.Counted.YES);
    assertThat(Tasks.progress(state).outlay().used()).isEqualTo(new Amount(100, 0));
    state = rules.evolve(state, lease(2));
    assertThat(Tasks.progress(state).outlay().used()).isEqualTo(new Amount(100, 0));
  }

  /// As it was before there were estimates: nothing is put aside, and nothing is refused for it.
  @Test
  void a_question_without_an_estimate_is_asked_whatever_the_budget() {
    ask(1, new Amount(1_000, 0));
    assertThat(ask(2)).first().isInstanceOf(TaskEvent.ModelAsked.class);
    assertThat(
            rules.decide(
                TASK,
                state,
                new TaskCommand.Account(2, Amount.NONE, TaskCommand.Counted.NO),
                policy(),
                NOW))
        .isEqualTo(Decision.nothing());
  }

  private void account(long effect, Amount spent, TaskCommand.Counted counted) {
    var command = new TaskCommand.Account(effect, spent, counted);
    if (rules.decide(TASK, state, command, policy(), NOW)
        instanceof Decision.Accept<TaskEvent>(var events)) {
      events.forEach(event -> state = rules.evolve(state, event));
    }
  }

  private List<TaskEvent> ask(long effect) {
    return ask(effect, Amount.NONE);
  }

  private List<TaskEvent> ask(long effect, Amount estimate) {
    var command = new TaskCommand.Ask(new Fence(1), effect, MODEL, Json.EMPTY, estimate);
    if (!(rules.decide(TASK, state, command, policy(), NOW)
        instanceof Decision.Accept<TaskEvent>(var events))) {
      throw new AssertionError("a holder's question was refused as stale");
    }
    events.forEach(event -> state = rules.evolve(state, event));
    return events;
  }

  private TaskState leased() {
    var terms = new Terms.Written(contract(), 1);
    var assignment = new Assignment(terms, 0, 0, Json.EMPTY, 0, "ada", "c1");
    var offered =
        new TaskState.Offered(
            assignment, new Place("deep", Hands.NODE), Progress.NONE, NOW.plusSeconds(60));
    return rules.evolve(offered, lease(1));
  }

  private static TaskEvent lease(long fence) {
    var until = NOW.plusSeconds(30);
    return new TaskEvent.Leased(new Lease(new Fence(fence), "node", until), NOW, until);
  }

  private static Contract contract() {
    return new Contract(
        "Answer",
        "thinker",
        List.of(),
        List.of(),
        Json.EMPTY,
        new Budget(Duration.ofMinutes(1), 1_000, 5_000, 0, 0, 2),
        List.of(),
        Contract.Escalation.NONE,
        Contract.Reversible.YES,
        "",
        "");
  }

  private static Versions<DelegationPolicy> policy() {
    return new Versions<>() {
      @Override
      public int current() {
        return 1;
      }

      @Override
      public DelegationPolicy at(int version) {
        return new DelegationPolicy(
            Map.of(), Map.of(), Map.of(), Duration.ofMinutes(5), new UntouchedExpressions());
      }
    };
  }
}
