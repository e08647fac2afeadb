package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.holdfast.core.Command;
import dev.holdfast.core.Event;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

  @Test
  void every_kind_has_its_states() {
    var packages =
        Samples.of(State.class).map(sample -> sample.getClass().getPackageName()).distinct();
    assertThat(packages).hasSameSizeAs(Kind.values());
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
}
