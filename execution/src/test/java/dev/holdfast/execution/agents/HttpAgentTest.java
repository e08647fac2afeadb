package dev.holdfast.execution.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.AgentSpec.Answering;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.lanes.Lanes;
import dev.holdfast.execution.lanes.Tempo;
import dev.holdfast.execution.lanes.Workplace;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class HttpAgentTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Settings settings =
      new Settings()
          .lane("remote", 2, LONG)
          .contract("ask", Settings.contract("remote", List.of(), Settings.budget(LONG, 0, 0, 2)));
  private final PlainDesk desk = new PlainDesk(settings);
  private ScriptedPeer peer;
  private Lanes lanes;

  @BeforeEach
  void open() throws IOException {
    peer = new ScriptedPeer();
  }

  @AfterEach
  void stop() throws Exception {
    lanes.stop(Duration.ZERO);
    peer.close();
  }

  @Test
  void the_answer_is_the_result() throws Exception {
    start(Answering.AT_ONCE, "127.0.0.1");
    peer.then(ScriptedPeer.answer("200 OK", "{\"output\":{\"text\":\"done\"}}"));
    var task = desk.offer("ask", "{\"text\":\"hi\"}");
    var accepted =
        (TaskState.Accepted) desk.await(task, state -> state instanceof TaskState.Accepted);
    assertThat(accepted.output().value().text()).isEqualTo("{\"text\":\"done\"}");
    assertThat(peer.requests().getFirst())
        .startsWith("POST /agent ")
        .contains("Authorization: Bearer token-of-ours")
        .contains("Idempotency-Key: " + task + "-1")
        .contains("X-Correlation-Id: c-" + task)
        .contains("\"input\":{\"text\":\"hi\"}")
        .contains("\"lease\":{\"fence\":1,");
  }

  @Test
  void a_result_may_come_later_while_the_lease_is_kept() throws Exception {
    start(Answering.BY_CALLBACK, "127.0.0.1");
    peer.then(ScriptedPeer.answer("202 Accepted", ""));
    var task = desk.offer("ask", "{}");
    desk.await(task, _ -> desk.events(TaskEvent.Extended.class).size() > 2);
    report(task);
    assertThat(desk.state(task)).isInstanceOf(TaskState.Accepted.class);
    lanes.stop(Duration.ofSeconds(5));
    assertThat(desk.events(TaskEvent.Leased.class)).hasSize(1);
  }

  @Test
  void an_agent_that_the_egress_policy_forbids_is_not_asked() throws Exception {
    start(Answering.AT_ONCE, "example.test");
    assertThat(fault(desk.offer("ask", "{}")).retry()).isEqualTo(Fault.Retry.USELESS);
    assertThat(peer.requests()).isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("http-denied", ScriptedPeer.answer("401 No", "")),
        arguments("http-rejected", ScriptedPeer.answer("400 No", "what is this")),
        arguments("http-busy", ScriptedPeer.answer("429 Wait", "")),
        arguments("http-error", ScriptedPeer.answer("503 Later", "")),
        arguments("http-redirect", ScriptedPeer.answer("302 There", "")),
        arguments("unexpected-202", ScriptedPeer.answer("202 Accepted", "")),
        arguments("not-json", ScriptedPeer.answer("200 OK", "fine, thanks")),
        arguments("not-a-result", ScriptedPeer.answer("200 OK", "{\"result\":1}")),
        arguments(
            "busy",
            ScriptedPeer.answer("200 OK", "{\"fail\":{\"class\":\"busy\",\"message\":\"x\"}}")),
        arguments("too-large", ScriptedPeer.answer("200 OK", "x".repeat(2_000_000))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatever_goes_wrong_has_a_name(String kind, ScriptedPeer.Script script) throws Exception {
    start(Answering.AT_ONCE, "127.0.0.1");
    peer.then(script);
    var fault = fault(desk.offer("ask", "{}"));
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.message().length()).isLessThan(3000);
  }

  private void report(StreamId task) {
    var output = new Output(new Json("{\"text\":\"later\"}"), "00");
    desk.order(task, new TaskCommand.Complete(new Fence(1), output, List.of()));
  }

  private Fault fault(StreamId task) throws InterruptedException {
    desk.await(task, _ -> !desk.events(TaskEvent.AttemptFailed.class).isEmpty());
    return desk.events(TaskEvent.AttemptFailed.class).getFirst().fault();
  }

  private void start(Answering answering, String reachable) {
    var secrets = new Secrets(Path.of("."), Map.of("TOKEN", "token-of-ours"), new Redaction());
    var doors =
        new Doors(
            desk,
            desk.reader(),
            desk.bulletin(),
            settings,
            new Outbound(new Egress(List.of(reachable), Resolver.SYSTEM)),
            Checkpoints.NONE,
            Meter.NONE);
    var spec = new AgentSpec.Http(peer.url() + "/agent", new Secret.Env("TOKEN"), answering);
    lanes =
        Lanes.start(
            "node-1",
            new Workplace(
                desk,
                desk.reader(),
                desk.bulletin(),
                settings,
                _ -> new HttpAgent(spec, secrets, doors),
                Meter.NONE,
                new Tempo(Duration.ofMillis(300), Duration.ofMillis(50), Duration.ofMillis(50))));
  }
}
