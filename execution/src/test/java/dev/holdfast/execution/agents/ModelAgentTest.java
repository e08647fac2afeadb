package dev.holdfast.execution.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.core.Json;
import dev.holdfast.core.Output;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.HandOff;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.effect.EffectEvent;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.models.Addressee;
import dev.holdfast.core.models.CooldownTerms;
import dev.holdfast.core.models.Escalation;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.ModelsPolicy;
import dev.holdfast.core.models.Patience;
import dev.holdfast.core.models.TaskClass;
import dev.holdfast.core.spend.PriceTable;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.lanes.Lanes;
import dev.holdfast.execution.lanes.Tempo;
import dev.holdfast.execution.lanes.Workplace;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Meter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ModelAgentTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Patience PATIENCE =
      new Patience(LONG, Duration.ofMillis(400), Duration.ofMillis(400), LONG);
  private static final String HELLO = "{\"text\":\"hello\",\"payload\":null}";

  private final Settings settings =
      new Settings()
          .lane("deep", 2, LONG)
          .lane("quick", 2, LONG)
          .contract(
              "think",
              Settings.contract(
                  "deep",
                  List.of("http.get", "delegate.look", "delegate.think"),
                  Settings.budget(LONG, 2, 1, 3)))
          .contract("alone", Settings.contract("deep", List.of(), Settings.budget(LONG, 0, 0, 3)))
          .contract("look", Settings.contract("quick", List.of(), Settings.budget(LONG, 0, 0, 1)));
  private final PlainDesk desk = new PlainDesk(settings);
  private ScriptedPeer peer;
  private Lanes lanes;

  @BeforeEach
  void start() throws IOException {
    peer = new ScriptedPeer();
    settings.models(
        new ModelsPolicy(
            Map.of(),
            Map.of("test", new TaskClass("", PATIENCE)),
            Map.of(),
            false,
            CooldownTerms.USUAL,
            List.of(),
            PriceTable.NONE));
    lanes = start(new ProviderSpec.OpenAi(peer.url(), new Secret.Env("KEY")));
  }

  @AfterEach
  void stop() throws Exception {
    lanes.stop(Duration.ZERO);
    peer.close();
  }

  @Test
  void plain_words_become_a_text_and_the_tokens_are_on_record() throws Exception {
    peer.then(ScriptedPeer.says("Good ", "day"));
    var accepted = accepted(desk.offer("alone", HELLO));
    assertThat(accepted.output().value().text()).isEqualTo("{\"text\":\"Good day\"}");
    assertThat(peer.requests().getFirst())
        .contains("Authorization: Bearer key-of-ours")
        .contains("{\"role\":\"user\",\"content\":\"hello\"}")
        .contains("Be brief.")
        .contains("Do what the input says")
        .doesNotContain("\"tools\"");
    assertThat(desk.events(EffectEvent.Intended.class))
        .singleElement()
        .satisfies(intended -> assertThat(intended.use().tool()).isEqualTo("model:main/big"));
    assertThat(settlements())
        .singleElement()
        .isInstanceOfSatisfying(
            Settlement.Receipt.class,
            receipt -> assertThat(receipt.usage().text()).contains("\"uncached\":7"));
    assertThat(accepted.progress().toolCalls()).isZero();
  }

  @Test
  void json_is_taken_as_it_is_also_in_a_fence() throws Exception {
    peer.then(ScriptedPeer.says("```json\n{\"text\": \"x\", \"n\": 1.0}\n```"));
    assertThat(accepted(desk.offer("alone", HELLO)).output().value().text())
        .isEqualTo("{\"text\":\"x\",\"n\":1.0}");
  }

  @Test
  void a_tool_is_used_on_record_and_becomes_evidence() throws Exception {
    peer.then(ScriptedPeer.wants("http_get", "{\"url\":\"" + peer.url() + "/page\"}"))
        .then(ScriptedPeer.says("{\"text\":\"read it\"}"));
    var accepted = accepted(desk.offer("think", HELLO));
    assertThat(peer.requests().get(1))
        .contains(
            "\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"[data from http.get ")
        .contains("HTTP 200\\n")
        .contains("a page of its own");
    assertThat(accepted.evidence())
        .singleElement()
        .satisfies(evidence -> {
          assertThat(evidence.kind()).isEqualTo("tool");
          assertThat(evidence.ref()).isEqualTo("http.get");
          assertThat(evidence.sha256()).hasSize(64);
        });
    assertThat(accepted.progress().used()).containsExactly("http.get");
    assertThat(settlements()).hasSize(3).allMatch(Settlement.Receipt.class::isInstance);
  }

  @Test
  void a_private_address_is_refused_and_the_model_is_told() throws Exception {
    peer.then(ScriptedPeer.wants("http_get", "{\"url\":\"http://127.0.0.1:1/\"}"))
        .then(ScriptedPeer.says("could not"));
    accepted(desk.offer("think", HELLO));
    assertThat(peer.requests().get(1)).contains("\"content\":\"error: ");
    assertThat(settlements().get(1)).isInstanceOf(Settlement.Failure.class);
  }

  @Test
  void a_tool_that_is_not_offered_cannot_be_used() throws Exception {
    peer.then(ScriptedPeer.wants("http_get", "{}")).then(ScriptedPeer.says("well"));
    assertThat(accepted(desk.offer("alone", HELLO)).evidence()).isEmpty();
    assertThat(peer.requests().get(1)).contains("error: there is no tool");
  }

  @Test
  void more_calls_than_the_budget_are_refused_and_kept() throws Exception {
    var get = ScriptedPeer.wants("http_get", "{\"url\":\"" + peer.url() + "/page\"}");
    peer.then(get).then(get).then(get).then(ScriptedPeer.says("enough"));
    var accepted = accepted(desk.offer("think", HELLO));
    assertThat(accepted.progress().toolCalls()).isEqualTo(2);
    assertThat(desk.events(EffectEvent.Denied.class)).hasSize(1);
    assertThat(peer.requests().get(3)).contains("error: All 2 calls");
  }

  @Test
  void another_agent_does_a_part_and_its_result_is_taken_once() throws Exception {
    peer.then(ScriptedPeer.wants("delegate_look", "{\"site\":\"a\"}"))
        .then(ScriptedPeer.says("it looked"));
    var accepted = accepted(desk.offer("think", HELLO));
    assertThat(accepted.evidence()).extracting(Evidence::ref).containsExactly("delegate.look");
    assertThat(peer.requests().get(1)).contains("seen {\\\\\\\"site\\\\\\\":\\\\\\\"a\\\\\\\"}");
    assertThat(child(accepted).handOff()).isEqualTo(HandOff.CONSUMED);
  }

  @Test
  void a_later_attempt_takes_up_what_an_earlier_one_delegated() throws Exception {
    var delegate = ScriptedPeer.wants("delegate_look", "{\"site\":\"a\"}");
    peer.then(delegate)
        .then(ScriptedPeer.answer("500 Oh", ""))
        .then(ScriptedPeer.answer("500 Oh", ""))
        .then(delegate)
        .then(ScriptedPeer.says("it looked"));
    var task = desk.offer("think", HELLO);
    desk.await(task, state -> state instanceof TaskState.Resting);
    var accepted = accepted(task);
    assertThat(accepted.progress().attempts()).isEqualTo(2);
    assertThat(desk.events(TaskEvent.Delegated.class)).hasSize(1);
    assertThat(child(accepted).handOff()).isEqualTo(HandOff.CONSUMED);
  }

  @Test
  void a_lane_does_not_wait_for_itself() throws Exception {
    peer.then(ScriptedPeer.wants("delegate_think", "{}")).then(ScriptedPeer.says("no"));
    accepted(desk.offer("think", HELLO));
    assertThat(peer.requests().get(1)).contains("which would wait for itself");
    assertThat(desk.events(TaskEvent.Delegated.class)).isEmpty();
  }

  @Test
  void a_model_that_never_answers_is_not_asked_for_ever() throws Exception {
    peer.then(ScriptedPeer.wants("nothing", "{}"));
    assertThat(fault(desk.offer("alone", HELLO)).kind()).isEqualTo("no-progress");
    assertThat(peer.requests()).hasSize(4);
  }

  @Test
  void a_cancelled_task_leaves_its_model_at_once() throws Exception {
    peer.then(talk -> talk.fallSilent());
    var task = desk.offer("alone", HELLO);
    desk.await(task, _ -> !peer.requests().isEmpty());
    desk.order(task, new TaskCommand.Cancel("not wanted"));
    lanes.stop(Duration.ofMillis(300));
    assertThat(desk.state(task)).isInstanceOf(TaskState.Cancelled.class);
  }

  static Stream<Arguments> faults() {
    var half = "{\"choices\":[{\"delta\":{\"content\":\"ha\"}}]}";
    var head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
    return Stream.of(
        arguments("server-error", Settlement.Failure.class, ScriptedPeer.answer("500 Oh", "x")),
        arguments("rate-limited", Settlement.Failure.class, ScriptedPeer.answer("429 Wait", "")),
        arguments("auth", Settlement.Failure.class, ScriptedPeer.answer("401 No", "")),
        arguments("not-found", Settlement.Failure.class, ScriptedPeer.answer("404 No", "")),
        arguments(
            "overloaded",
            Settlement.Failure.class,
            ScriptedPeer.stream(half, "{\"error\":{\"type\":\"overloaded_error\"}}")),
        arguments("truncated", Settlement.Doubt.class, ScriptedPeer.stream(half)),
        arguments("truncated", Settlement.Doubt.class, ScriptedPeer.stream(half, "[DONE]")),
        arguments("malformed", Settlement.Doubt.class, ScriptedPeer.stream(half, "{\"choi")),
        arguments(
            "answer-too-long",
            Settlement.Receipt.class,
            ScriptedPeer.stream(half, "{\"choices\":[{\"finish_reason\":\"length\"}]}", "[DONE]")),
        arguments("timeout-first-token", Settlement.Doubt.class, silent(head)),
        arguments("timeout-first-token", Settlement.Doubt.class, dripping(head)),
        arguments("timeout-idle", Settlement.Doubt.class, silent(head + "data: " + half + "\n\n")),
        arguments(
            "timeout-idle", Settlement.Doubt.class, dripping(head + "data: " + half + "\n\n")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_broken_answer_is_a_classified_failure(
      String kind, Class<? extends Settlement> settled, ScriptedPeer.Script script)
      throws Exception {
    peer.then(script);
    assertThat(fault(desk.offer("alone", HELLO)).kind()).isEqualTo(kind);
    assertThat(settlements()).isNotEmpty().allMatch(settled::isInstance);
  }

  @Test
  void the_practice_model_says_what_it_is_and_uses_tools() throws Exception {
    lanes.stop(Duration.ZERO);
    lanes = start(new ProviderSpec.Practice());
    var text =
        "please use http.get " + peer.url() + "/page and delegate look {\\\"site\\\":\\\"b\\\"}";
    var accepted = accepted(desk.offer("think", "{\"text\":\"" + text + "\"}"));
    assertThat(accepted.output().value().text())
        .startsWith("{\"text\":\"[practice model] You said: please use http.get")
        .contains("The tool said: HTTP 200")
        .contains("seen {");
    assertThat(accepted.evidence())
        .extracting(Evidence::ref)
        .containsExactly("http.get", "delegate.look");
    var plain = accepted(desk.offer("alone", HELLO));
    assertThat(plain.output().value().text())
        .isEqualTo("{\"text\":\"[practice model] You said: hello\"}");
  }

  private static ScriptedPeer.Script silent(String head) {
    return talk -> {
      talk.write(head);
      talk.fallSilent();
    };
  }

  private static ScriptedPeer.Script dripping(String head) {
    return talk -> {
      talk.write(head);
      talk.drip(": still here\n\n");
    };
  }

  private TaskState.Accepted child(TaskState.Accepted parent) {
    var key = parent.progress().children().getFirst();
    return (TaskState.Accepted) desk.state(new StreamId(dev.holdfast.core.Kind.TASK, key));
  }

  private TaskState.Accepted accepted(StreamId task) throws InterruptedException {
    return (TaskState.Accepted)
        desk.await(
            task,
            state -> {
              desk.wake();
              return isEnded(state);
            });
  }

  private Fault fault(StreamId task) throws InterruptedException {
    desk.await(task, _ -> !desk.events(TaskEvent.AttemptFailed.class).isEmpty());
    return desk.events(TaskEvent.AttemptFailed.class).getFirst().fault();
  }

  private List<Settlement> settlements() {
    return desk.events(EffectEvent.Settled.class).stream()
        .map(EffectEvent.Settled::settlement)
        .toList();
  }

  private static boolean isEnded(State state) {
    return state instanceof TaskState.Accepted || state instanceof TaskState.Failed;
  }

  private Lanes start(ProviderSpec provider) {
    var secrets = new Secrets(Path.of("."), Map.of("KEY", "key-of-ours"), new Redaction());
    var egress = new Egress(List.of("127.0.0.1:" + peer.port()), Resolver.SYSTEM);
    var doors =
        new Doors(
            desk,
            desk.reader(),
            desk.bulletin(),
            settings,
            new Outbound(egress),
            Checkpoints.NONE,
            Meter.NONE);
    var workspace =
        new Workspace(
            "acme",
            new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data"),
            List.of(),
            Map.of(),
            Map.of("main", provider),
            Map.of(),
            settings.now());
    var models = new Models(() -> workspace, secrets, doors, InstantSource.system());
    var spec =
        new AgentSpec.Model(
            new Addressee.One(new ModelId("main", "big")), "test", Escalation.NONE, "Be brief.");
    return Lanes.start(
        "node-1",
        new Workplace(
            desk,
            desk.reader(),
            desk.bulletin(),
            settings,
            name ->
                name.equals("deep")
                    ? new ModelAgent(spec, models, secrets.redaction(), doors)
                    : looking(),
            Meter.NONE,
            new Tempo(Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofMillis(50))));
  }

  private static Agent looking() {
    return attempt -> {
      var seen = Json.string("seen " + attempt.assignment().input().text());
      var output = Json.object(Map.of("text", seen));
      return new Result.Completed(
          new Output(output, dev.holdfast.ledger.Codec.hash(output.text())), List.of());
    };
  }
}
