package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.core.Command;
import dev.holdfast.core.Event;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.core.effect.EffectEvent;
import dev.holdfast.core.effect.Settlement;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Charge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a stream can be, be told or tell of survives being written down.
final class CodecTest {
  private static final Codec CODEC = new Codec();
  private static final StreamId TASK = new StreamId(Kind.TASK, 400);
  private static final Instant NOW = Instant.parse("2026-03-29T01:30:00.123456Z");

  @TestFactory
  Stream<DynamicTest> every_state_reads_back_as_it_was() {
    return Samples.of(State.class)
        .map(sample ->
            dynamicTest(
                sample.toString(),
                () -> assertThat(CODEC.decode(CODEC.encode((State) sample))).isEqualTo(sample)));
  }

  @TestFactory
  Stream<DynamicTest> every_command_reads_back_as_it_was() {
    return Samples.of(Command.class)
        .map(sample -> dynamicTest(sample.toString(), () -> roundTrip((Command) sample)));
  }

  private static void roundTrip(Command command) {
    var entry =
        new Entry(1, NOW, new Origin("ana", "c1"), 3, List.of(new Order(TASK, command)), List.of());
    assertThat(CODEC.open(CODEC.seal(entry, SealedEntry.GENESIS))).isEqualTo(entry);
  }

  @TestFactory
  Stream<DynamicTest> every_event_reads_back_as_it_was() {
    return Samples.of(Event.class)
        .map(sample -> dynamicTest(sample.toString(), () -> roundTrip((Event) sample)));
  }

  private static void roundTrip(Event event) {
    var change = new Change(TASK, 2, 7, List.of(event, event));
    var entry = new Entry(1, NOW, Origin.TIME, 3, List.of(), List.of(change));
    assertThat(CODEC.open(CODEC.seal(entry, SealedEntry.GENESIS))).isEqualTo(entry);
  }

  /// As 0.1.0 wrote them before a heartbeat's words were kept.
  @Test
  void an_entry_and_a_state_from_before_a_member_was_added_are_still_read() {
    var body =
        """
        {"entry":1099511627780,"at":"2026-11-23T17:59:27.827584Z",\
        "origin":{"actor":"agent:slow","correlation":"request_4"},"policy":1,\
        "orders":[{"to":"task_4","command":{"is":"task.heartbeat","fence":{"number":1},"time":"PT10S"}}],\
        "changes":[{"id":"task_4","version":3,"previous":1099511627779,\
        "events":[{"is":"task.extended","expiresAt":"2026-11-23T17:59:37.827584Z"}]}]}\
        """;
    var entry = CODEC.open(new SealedEntry(1_099_511_627_780L, NOW, body, SealedEntry.GENESIS));
    assertThat(entry.orders().getFirst().command())
        .isEqualTo(
            new TaskCommand.Heartbeat(new Fence(1), Duration.ofSeconds(10), Json.NULL, Json.NULL));
    assertThat(entry.changes().getFirst().events())
        .containsExactly(
            new TaskEvent.Extended(
                Instant.parse("2026-11-23T17:59:37.827584Z"), Json.NULL, Json.NULL));
    var state =
        """
        {"is":"task.cancelled","assignment":{"terms":{"is":"named","name":"slow","policyVersion":1},\
        "run":4,"parent":0,"input":"{}","priority":2,"actor":"me","correlation":"request_4"},\
        "progress":{"attempts":2,"fence":{"number":2},"spent":"PT16.74434S","toolCalls":0,"turns":0,\
        "used":[],"children":[],"feedback":[]},"reason":"enough"}\
        """;
    assertThat(CODEC.decode(state))
        .isInstanceOfSatisfying(
            TaskState.Cancelled.class,
            cancelled -> {
              assertThat(cancelled.progress().said()).isEqualTo(Json.NULL);
              assertThat(cancelled.progress().usage()).isEqualTo(Json.NULL);
            });
  }

  @Test
  void every_kind_has_its_states() {
    for (var open : List.of(State.class, Command.class, Event.class)) {
      assertThat(Samples.chapters(open)).hasSameSizeAs(Kind.values());
    }
  }

  /// Every variant as it was written before there were jobs: the state, or what an entry holds.
  /// Members that were added since are absent in them.
  static Stream<String> texts_of_the_spine() throws IOException {
    try (var texts = CodecTest.class.getResourceAsStream("texts-of-the-spine.txt")) {
      return new String(texts.readAllBytes(), StandardCharsets.UTF_8).lines();
    }
  }

  @ParameterizedTest
  @MethodSource
  void texts_of_the_spine(String line) {
    var text = line.substring(line.indexOf(' ') + 1);
    switch (line.substring(0, line.indexOf(' '))) {
      case "state" -> {
        var state = CODEC.decode(text);
        assertThat(CODEC.decode(CODEC.encode(state))).isEqualTo(state);
      }
      case "command" ->
          again("\"orders\":[{\"to\":\"task_4\",\"command\":" + text + "}],\"changes\":[]");
      case "event" ->
          again(
              "\"orders\":[],\"changes\":[{\"id\":\"task_4\",\"version\":2,\"previous\":7,\"events\":["
                  + text
                  + "]}]");
      default -> throw new AssertionError(line);
    }
  }

  private static void again(String held) {
    var body =
        "{\"entry\":1,\"at\":\"2026-03-29T01:30:00.123456Z\",\"origin\":{\"actor\":\"ana\",\"correlation\":\"c1\"},\"policy\":3,"
            + held
            + "}";
    var sealed = new SealedEntry(1, NOW, body, Codec.hash(SealedEntry.GENESIS, body));
    var opened = CODEC.open(sealed);
    assertThat(CODEC.open(CODEC.seal(opened, SealedEntry.GENESIS))).isEqualTo(opened);
  }

  @Test
  void a_sealed_entry_depends_on_all_before_it() {
    var entry = new Entry(1, NOW, Origin.TIME, 3, List.of(), List.of());
    var first = CODEC.seal(entry, SealedEntry.GENESIS);
    assertThat(CODEC.seal(entry, SealedEntry.GENESIS)).isEqualTo(first);
    assertThat(CODEC.seal(entry, first.hash()).hash()).isNotEqualTo(first.hash());
    assertThat(first.hash()).isEqualTo(Codec.hash(SealedEntry.GENESIS, first.body()));
  }

  @Test
  void a_kind_is_found_by_its_word() {
    for (var kind : Kind.values()) {
      assertThat(Codec.kind(kind.word())).isEqualTo(kind);
    }
  }

  /// As they were before models had budgets.
  @Test
  void questions_and_effects_of_before_there_were_charges_are_still_read() {
    var body =
        """
        {"entry":1099511627780,"at":"2026-11-23T17:59:27.827584Z",\
        "origin":{"actor":"agent:slow","correlation":"c1"},"policy":1,\
        "orders":[{"to":"task_4","command":{"is":"task.ask","fence":{"number":1},"effect":8,\
        "model":"model:main/big","request":"{}"}},\
        {"to":"effect_8","command":{"is":"effect.settle",\
        "settlement":{"is":"doubt","message":"?"}}}],\
        "changes":[{"id":"task_4","version":3,"previous":1,\
        "events":[{"is":"task.model-asked","effect":8,"model":"model:main/big","request":"{}"}]},\
        {"id":"effect_8","version":2,"previous":1,\
        "events":[{"is":"effect.settled","settlement":{"is":"doubt","message":"?"}}]}]}\
        """;
    var entry = CODEC.open(new SealedEntry(1_099_511_627_780L, NOW, body, SealedEntry.GENESIS));
    assertThat(entry.orders())
        .extracting(Order::command)
        .containsExactly(
            new TaskCommand.Ask(new Fence(1), 8, "model:main/big", Json.EMPTY),
            new EffectCommand.Settle(new Settlement.Doubt("?")));
    assertThat(entry.changes().getFirst().events())
        .containsExactly(new TaskEvent.ModelAsked(8, "model:main/big", Json.EMPTY, Amount.NONE));
    assertThat(entry.changes().getLast().events())
        .containsExactly(new EffectEvent.Settled(new Settlement.Doubt("?"), Charge.NONE));
  }
}
