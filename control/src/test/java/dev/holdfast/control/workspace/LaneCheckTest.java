package dev.holdfast.control.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.core.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Field failure `lane-self-deadlock`: who waits keeps its place, so no lane may come to wait for
/// itself.
final class LaneCheckTest {
  private static final WorkspaceFile FILE = new WorkspaceFile(new CelExpressions());
  private static final String HEAD =
      """
      holdfast: 1
      models: {providers: {p: {kind: practice}}, tiers: {t: [p/x]}}
      lanes: {x: {concurrency: 1}, y: {concurrency: 3}, z: {concurrency: 1}}
      agents:
      """;

  @TempDir private Path folder;

  private static String model(String name, String lane, String allow) {
    return "  %s: {kind: model, tier: t, lane: %s, allow: [%s]}\n".formatted(name, lane, allow);
  }

  private static String worker(String name, String lane) {
    return "  %s: {kind: worker, lane: %s}\n".formatted(name, lane);
  }

  private static String contract(String name, String agent, String more) {
    return "  %s: {objective: o, agent: %s, output: {schema: true}, %s}\n"
        .formatted(name, agent, more);
  }

  private List<Finding> errors(String yaml) {
    return switch (FILE.read(HEAD + yaml, folder)) {
      case WorkspaceReading.Refused(var findings) -> findings;
      case WorkspaceReading.Read _ -> List.of();
    };
  }

  private List<Finding> warnings(String yaml) {
    return switch (FILE.read(HEAD + yaml, folder)) {
      case WorkspaceReading.Refused(var findings) -> throw new AssertionError(findings);
      case WorkspaceReading.Read(_, _, var warnings) -> warnings;
    };
  }

  @Test
  void lane_self_deadlock_an_agent_that_delegates_into_its_own_lane_is_refused() {
    assertThat(errors(model("a", "x", "delegate.b") + worker("b", "x")))
        .containsExactly(
            new Finding(
                "holdfast.yaml:5:46",
                "agents.a.allow lets lane 'x' wait for the agent 'b', who works in the same lane:"
                    + " when all its places wait for a place in it, nothing there can end; give"
                    + " this agent another lane"));
  }

  @Test
  void lane_self_deadlock_more_places_only_make_it_rarer() {
    assertThat(errors(model("a", "y", "delegate.b") + worker("b", "y"))).hasSize(1);
  }

  @Test
  void lane_self_deadlock_a_contract_that_delegates_to_itself_is_refused_where_it_says_so() {
    var yaml =
        worker("b", "x")
            + "contracts:\n"
            + contract("c", "b", "allow: [delegate.c], budget: {depth: 1, toolCalls: 1}");
    assertThat(errors(yaml))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.where()).startsWith("holdfast.yaml:7:");
          assertThat(found.what()).startsWith("contracts.c.allow lets lane 'x' wait for");
        });
  }

  @Test
  void lane_self_deadlock_lanes_that_wait_in_a_circle_are_refused_with_the_way() {
    var yaml =
        model("a", "x", "delegate.b")
            + model("b", "y", "delegate.c, http.get")
            + model("c", "z", "delegate.a");
    assertThat(errors(yaml))
        .extracting(Finding::what)
        .satisfiesExactly(
            what -> assertThat(what).contains("agents.a.allow", "(x → y → z → x)", "one way"),
            what -> assertThat(what).contains("agents.b.allow", "(y → z → x → y)"),
            what -> assertThat(what).contains("agents.c.allow", "(z → x → y → z)"));
  }

  @Test
  void a_child_in_another_lane_is_fine() {
    var yaml =
        model("a", "x", "delegate.b, delegate.c")
            + model("b", "y", "delegate.c")
            + worker("c", "z");
    assertThat(errors(yaml)).isEmpty();
    assertThat(warnings(yaml)).isEmpty();
  }

  @Test
  void a_budget_without_levels_or_calls_bounds_the_waiting() {
    var agents = model("a", "x", "delegate.c, delegate.d") + worker("b", "x") + "contracts:\n";
    assertThat(
            errors(
                agents
                    + contract("a", "a", "budget: {depth: 0}")
                    + contract("c", "b", "budget: {time: 9s}")
                    + contract("d", "b", "budget: {time: 9s}")))
        .isEmpty();
    assertThat(
            errors(
                agents
                    + contract("a", "a", "budget: {toolCalls: 0}")
                    + contract("c", "b", "budget: {time: 9s}")
                    + contract("d", "b", "budget: {time: 9s}")))
        .isEmpty();
  }

  @Test
  void a_wildcard_is_no_mistake_where_the_broker_refuses_the_own_lane() {
    var yaml = model("a", "x", "'*'") + worker("b", "x") + worker("c", "y");
    assertThat(errors(yaml)).isEmpty();
    assertThat(warnings(yaml)).isEmpty();
  }

  @Test
  void a_circle_that_only_a_wildcard_closes_is_a_warning() {
    var yaml = model("a", "x", "'delegate.*'") + model("b", "y", "delegate.a");
    assertThat(errors(yaml)).isEmpty();
    assertThat(warnings(yaml))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.where()).startsWith("holdfast.yaml:5:");
          assertThat(found.what()).contains("(x → y → x)");
        });
  }

  /// A version that was active before this was looked at still holds the runs that are pinned to
  /// it.
  @Test
  void what_was_active_once_is_read_for_ever() {
    var yaml = HEAD + model("a", "x", "delegate.b") + worker("b", "x");
    assertThat(FILE.read(WorkspaceContent.of(yaml, Map.of())))
        .isInstanceOf(WorkspaceReading.Read.class);
  }
}
