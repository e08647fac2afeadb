package dev.holdfast.execution.spans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.ledger.Meter;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Spans on their way to a collector that takes them, refuses them, hangs, or may not be reached.
final class OtlpSpansTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final int MANY = 5_000;

  private final Counts counts = new Counts();

  private static final class Counts implements Meter {
    private final ConcurrentHashMap<String, Long> counted = new ConcurrentHashMap<>();

    @Override
    public void count(String name, String... labels) {
      count(name, 1, labels);
    }

    @Override
    public void count(String name, long times, String... labels) {
      counted.merge(name + " " + labels[1], times, Long::sum);
    }

    @Override
    public void time(String name, Duration took, String... labels) {
      throw new AssertionError("spans are counted, not timed");
    }

    long of(String outcome) {
      return counted.getOrDefault("spans " + outcome, 0L);
    }
  }

  private OtlpSpans spans(FakeCollector collector, boolean allowed) {
    var allow = allowed ? List.of("127.0.0.1:" + collector.port()) : List.<String>of();
    var outbound = new Outbound(new Egress(allow, Resolver.SYSTEM));
    return new OtlpSpans(collector.url() + "/", "node-1", outbound, counts).start();
  }

  private static Span span(String traceparent, String fault) {
    var began = Instant.parse("2026-11-23T09:00:00Z");
    var facts =
        new Span.Facts(
            Map.of("gen_ai.operation.name", "chat"),
            Map.of("gen_ai.usage.input_tokens", 12L),
            Map.of("gen_ai.response.finish_reasons", List.of("stop")));
    var trail = new Trail("order-17", traceparent);
    return new Span("chat mini", trail, began, began.plusMillis(250), facts, fault);
  }

  private static void stop(OtlpSpans spans) throws InterruptedException {
    spans.stop(PATIENCE);
  }

  @Test
  void a_span_arrives_whole_under_its_callers() throws Exception {
    try (var collector = new FakeCollector(200, true)) {
      var spans = spans(collector, true);
      spans.tell(() -> span("00-" + TRACE + "-" + PARENT + "-01", ""));
      var told = Optional.ofNullable(collector.told.poll(20, TimeUnit.SECONDS)).orElseThrow();
      assertThat(told.trace()).isEqualTo(TRACE);
      assertThat(told.parent()).isEqualTo(PARENT);
      assertThat(told.name()).isEqualTo("chat mini");
      assertThat(told.kind()).as("client").isEqualTo(3);
      assertThat(told.nanos()).isEqualTo(Duration.ofMillis(250).toNanos());
      assertThat(told.attributes())
          .isEqualTo(
              Map.of(
                  "gen_ai.operation.name", "chat",
                  "gen_ai.usage.input_tokens", "12",
                  "gen_ai.response.finish_reasons", "[stop]"));
      assertThat(told.status()).as("unset").isZero();
      stop(spans);
      assertThat(counts.of("sent")).isEqualTo(1);
    }
  }

  @Test
  void a_fault_is_an_error() throws Exception {
    try (var collector = new FakeCollector(200, true)) {
      var spans = spans(collector, true);
      spans.tell(() -> span("", "auth"));
      stop(spans);
      var told = Optional.ofNullable(collector.told.poll()).orElseThrow();
      assertThat(told.status()).as("error").isEqualTo(2);
      assertThat(told.parent()).isEmpty();
    }
  }

  @Test
  void what_is_there_at_the_end_is_sent() throws Exception {
    try (var collector = new FakeCollector(200, true)) {
      var spans = spans(collector, true);
      for (int i = 0; i < 700; i++) {
        spans.tell(() -> span("", ""));
      }
      stop(spans);
      assertThat(collector.told).hasSize(700);
      assertThat(counts.of("sent")).isEqualTo(700);
    }
  }

  @Test
  void a_trace_that_its_caller_does_not_keep_is_not_sent() throws Exception {
    try (var collector = new FakeCollector(200, true)) {
      var spans = spans(collector, true);
      spans.tell(() -> span("00-" + TRACE + "-" + PARENT + "-00", ""));
      stop(spans);
      assertThat(collector.told).isEmpty();
      assertThat(counts.counted).isEmpty();
    }
  }

  @Test
  void a_collector_that_hangs_holds_nobody_up_and_what_has_no_room_is_counted() throws Exception {
    try (var collector = new FakeCollector(200, false)) {
      var spans = spans(collector, true);
      long began = System.nanoTime();
      for (int i = 0; i < MANY; i++) {
        spans.tell(() -> span("", ""));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      assertThat(counts.of("dropped")).isBetween(1L, (long) MANY - 1);
      collector.open.countDown();
      stop(spans);
      assertThat(counts.of("dropped") + counts.of("sent")).isEqualTo(MANY);
      assertThat(collector.told).hasSize((int) counts.of("sent"));
    }
  }

  @Test
  void what_a_collector_refuses_is_counted() throws Exception {
    try (var collector = new FakeCollector(400, true)) {
      var spans = spans(collector, true);
      spans.tell(() -> span("", ""));
      stop(spans);
      assertThat(counts.of("lost")).isEqualTo(1);
      assertThat(counts.of("sent")).isZero();
    }
  }

  /// Nobody else knows this name: whoever connected by a look-up of its own would not arrive, nor
  /// where the name leads elsewhere a moment after it was looked at.
  @Test
  void it_connects_to_the_address_that_the_rules_have_looked_up() throws Exception {
    try (var collector = new FakeCollector(200, true)) {
      var looked = new AtomicInteger();
      Resolver once =
          host ->
              List.of(
                  InetAddress.getByName(looked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.9"));
      var place = "collector.example.test:" + collector.port();
      var outbound = new Outbound(new Egress(List.of(place), once));
      var spans = new OtlpSpans("http://" + place, "node-1", outbound, counts).start();
      spans.tell(() -> span("", ""));
      stop(spans);
      assertThat(collector.told).hasSize(1);
      assertThat(looked).hasValue(1);
    }
  }

  @Test
  void what_a_busy_collector_cannot_take_is_brought_again() throws Exception {
    try (var collector = new FakeCollector(200, true)) {
      collector.busy.set(1);
      var spans = spans(collector, true);
      spans.tell(() -> span("", ""));
      assertThat(collector.told.poll(20, TimeUnit.SECONDS)).isNotNull();
      stop(spans);
      assertThat(counts.of("sent")).isEqualTo(1);
      assertThat(counts.of("lost")).isZero();
    }
  }

  @Test
  void a_collector_that_the_egress_rules_do_not_allow_is_not_reached()
      throws IOException, InterruptedException {
    try (var collector = new FakeCollector(200, true)) {
      var spans = spans(collector, false);
      spans.tell(() -> span("", ""));
      stop(spans);
      assertThat(collector.told).isEmpty();
      assertThat(counts.of("lost")).isEqualTo(1);
    }
  }
}
