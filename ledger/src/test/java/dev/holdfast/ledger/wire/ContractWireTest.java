package dev.holdfast.ledger.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Budget;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Lease;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.delegation.Outlay;
import dev.holdfast.core.delegation.Place;
import dev.holdfast.core.delegation.Progress;
import dev.holdfast.core.delegation.Reworks;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delegation.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ContractWireTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void an_agent_is_told_everything_that_it_needs_and_nothing_else() {
    assertThat(ContractWire.text(new StreamId(Kind.TASK, 116), leased(112), contract()))
        .isEqualTo(
            "{\"task\":\"task_3m\",\"run\":\"run_3g\",\"attempt\":2,\"objective\":\"Answer\","
                + "\"input\":{\"text\":\"hi\"},\"allow\":[\"http.get\"],"
                + "\"output\":{\"schema\":{\"type\":\"object\"}},"
                + "\"budget\":{\"time\":\"PT1M\",\"tokens\":5,\"money\":6,\"toolCalls\":7,"
                + "\"depth\":1,\"attempts\":3},"
                + "\"deadline\":\"2026-01-01T00:01:00Z\","
                + "\"feedback\":[{\"where\":\"schema\",\"what\":\"is no object\"}],"
                + "\"lease\":{\"fence\":2,\"expiresAt\":\"2026-01-01T00:00:30Z\"},"
                + "\"correlationId\":\"c1\"}");
  }

  @Test
  void a_task_that_stands_alone_has_no_run() {
    var tree = ContractWire.tree(new StreamId(Kind.TASK, 116), leased(0), contract());
    assertThat(tree.get("run").isNull()).isTrue();
  }

  private static TaskState.Leased leased(long run) {
    var terms = new Terms.Written(contract(), 1);
    var progress =
        new Progress(
            2,
            new Fence(2),
            Duration.ZERO,
            0,
            0,
            List.of(),
            List.of(),
            List.of(new Finding("schema", "is no object")),
            Json.NULL,
            Json.NULL,
            Outlay.NONE,
            Reworks.NONE);
    return new TaskState.Leased(
        new Assignment(terms, run, 0, new Json("{\"text\":\"hi\"}"), 0, "ada", "c1"),
        new Place("deep", Hands.NODE),
        progress,
        new Lease(new Fence(2), "node", NOW.plusSeconds(30)),
        NOW,
        NOW.plusSeconds(60));
  }

  private static Contract contract() {
    return new Contract(
        "Answer",
        "thinker",
        List.of("http.get"),
        List.of(),
        new Json("{\"type\":\"object\"}"),
        new Budget(Duration.ofMinutes(1), 5, 6, 7, 1, 3),
        List.of(),
        Contract.Escalation.NONE,
        Contract.Reversible.YES,
        "",
        "");
  }
}
