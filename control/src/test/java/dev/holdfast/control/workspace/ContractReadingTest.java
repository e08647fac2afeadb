package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.workspace.ContractReading.Offer;
import dev.holdfast.control.workspace.ContractReading.Reading;
import dev.holdfast.core.Budget;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.Contract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ContractReadingTest {
  private static final CelExpressions EXPRESSIONS = new CelExpressions();
  private static final Workspace WORKSPACE = workspace();
  private static final String REQUIRED =
      "\"objective\": \"Look\", \"agent\": \"me\", \"output\": {\"schema\": {\"type\":"
          + " \"object\"}}";

  @Test
  void a_short_contract_gets_its_defaults() {
    var offer = read("{" + REQUIRED + "}");
    assertThat(offer.contract().budget())
        .isEqualTo(new Budget(Duration.ofSeconds(60), 0, 0, 0, 0, 2));
    assertThat(offer.contract().reversible()).isEqualTo(Contract.Reversible.YES);
    assertThat(offer.priority()).isEqualTo(1);
    assertThat(offer.lane()).isEmpty();
    assertThat(offer.parent()).isZero();
    assertThat(offer.input()).isEqualTo(Json.EMPTY);
  }

  @Test
  void a_whole_contract_is_read() {
    var offer =
        read(
            """
            {"objective": "Look", "lane": "quick", "allow": ["http.get"], "scope": ["text"],
             "input": {"n": [1, 2.5, "x", null, true]},
             "output": {"schema": {"type": "object"}},
             "budget": {"time": "PT20S", "tokens": 5, "money": 7, "toolCalls": 3, "depth": 1,
                        "attempts": 4},
             "escalate": {"when": "attempts > 1", "to": "console"},
             "checks": [{"name": "a", "that": "output.ok == true"}],
             "rollback": "undo", "reversible": false, "priority": 5, "parent": "task_3k",
             "reply": "{output.text}"}\
            """);
    assertThat(offer.contract().agent()).isEqualTo("me");
    assertThat(offer.contract().budget())
        .isEqualTo(new Budget(Duration.ofSeconds(20), 5, 7, 3, 1, 4));
    assertThat(offer.contract().reversible()).isEqualTo(Contract.Reversible.NO);
    assertThat(offer.contract().checks())
        .containsExactly(new Contract.Check("a", "output.ok == true"));
    assertThat(offer.lane()).isEqualTo("quick");
    assertThat(offer.priority()).isEqualTo(5);
    assertThat(offer.input()).isEqualTo(new Json("{\"n\":[1,2.5,\"x\",null,true]}"));
    assertThat(offer.parent()).isEqualTo(StreamId.parse(Kind.TASK, "task_3k").orElseThrow().key());
  }

  @Test
  void everything_that_is_missing_is_said_at_once() {
    assertThat(refused("{\"lane\": \"default\"}"))
        .extracting(Finding::where)
        .containsExactlyInAnyOrder("objective", "output.schema", "agent");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("\"objektive\": \"x\"", "objektive", "did you mean 'objective'?"),
        arguments("\"agent\": \"mee\"", "agent", "did you mean 'me'?"),
        arguments("\"lane\": \"quik\"", "lane", "did you mean 'quick'?"),
        arguments("\"budget\": {\"time\": 5}", "budget.time", "must be a text"),
        arguments("\"budget\": {\"attempts\": 0}", "budget.attempts", "must be between 1 and 100"),
        arguments("\"budget\": {\"tokens\": -1}", "budget.tokens", "must be between"),
        arguments("\"budget\": {\"depth\": 1e3}", "budget.depth", "must be a whole number"),
        arguments("\"output\": {\"schema\": {\"type\": 1}}", "output.schema.type", "enumeration"),
        arguments(
            "\"checks\": [{\"name\": \"a\", \"that\": \"1\"}]", "checks[0].that", "expression"),
        arguments("\"checks\": {}", "checks", "must be a list"),
        arguments("\"escalate\": {\"when\": \"true\", \"to\": \"x\"}", "escalate.to", "no channel"),
        arguments("\"reversible\": false", "rollback", "is missing"),
        arguments("\"parent\": \"run_3k\"", "parent", "must be a task"),
        arguments("\"priority\": 99", "priority", "must be between"),
        arguments("\"allow\": [\"delegate.you\"]", "allow", "refers to no contract"),
        arguments("\"allow\": [{}]", "allow", "must hold texts"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_found_with_its_path(String more, String where, String what) {
    var key = more.substring(0, more.indexOf(':'));
    var rest =
        Stream.of(REQUIRED.split(", (?=\")"))
            .filter(part -> !part.startsWith(key))
            .reduce(more, (one, other) -> one + ", " + other);
    assertThat(refused("{" + rest + "}"))
        .anySatisfy(found -> {
          assertThat(found.where()).isEqualTo(where);
          assertThat(found.what()).contains(what);
        });
  }

  @Test
  void what_is_not_an_object_is_refused() {
    assertThat(refused("")).hasSize(1);
    assertThat(refused("{")).hasSize(1);
    assertThat(refused("{} {}")).hasSize(1);
    assertThat(refused("{\"agent\": \"me\", \"agent\": \"me\"}")).hasSize(1);
    assertThat(refused("[]")).isNotEmpty();
    assertThat(refused("[".repeat(10_000))).hasSize(1);
    assertThat(refused("{\"input\":".repeat(10_000))).hasSize(1);
  }

  private static Offer read(String body) {
    return switch (new ContractReading(EXPRESSIONS).read(body, WORKSPACE)) {
      case Reading.Read(var offer) -> offer;
      case Reading.Refused(var findings) -> throw new AssertionError(findings.toString());
    };
  }

  private static List<Finding> refused(String body) {
    return switch (new ContractReading(EXPRESSIONS).read(body, WORKSPACE)) {
      case Reading.Refused(var findings) -> findings;
      case Reading.Read(var offer) -> throw new AssertionError("was read: " + offer);
    };
  }

  private static Workspace workspace() {
    var yaml =
        """
        holdfast: 1
        lanes: {quick: {priority: 1}}
        agents: {me: {kind: worker, lane: quick}, other: {kind: worker}, third: {kind: worker}}
        """;
    return switch (new WorkspaceFile(EXPRESSIONS).read(yaml, Path.of("."))) {
      case WorkspaceReading.Read(var workspace, _, _) -> workspace;
      case WorkspaceReading.Refused(var findings) -> throw new AssertionError(findings.toString());
    };
  }
}
