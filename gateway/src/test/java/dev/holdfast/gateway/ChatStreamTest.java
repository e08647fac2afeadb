package dev.holdfast.gateway;

import static dev.holdfast.gateway.ModelHouse.CHAT;
import static dev.holdfast.gateway.ModelHouse.chat;
import static dev.holdfast.gateway.ModelHouse.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.gateway.models.ModelParts;
import dev.holdfast.gateway.models.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Streams that cannot lie.
final class ChatStreamTest {
  private static final String STREAM = chat("\"stream\":true");
  private static final String[] BUFFERED = {"x-holdfast-stream", "buffered"};

  private ModelHouse house;

  @BeforeEach
  void open() throws InterruptedException {
    house = new ModelHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void pieces_come_in_order_and_end_with_done() {
    house.door.plays(ScriptedDoor.streams("Hel", "lo ", "\"Ann\"\n🙂"));
    var got = house.api.post(CHAT, STREAM);
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.header("Content-Type")).startsWith("text/event-stream");
    assertThat(got.header("x-holdfast-model")).isEqualTo("main/mini");
    var events = events(got);
    assertThat(events).hasSize(6);
    assertThat(events.get(0).json().at("/choices/0/delta/role").asString()).isEqualTo("assistant");
    assertThat(events.subList(1, 4))
        .extracting(event -> event.json().at("/choices/0/delta/content").asString())
        .containsExactly("Hel", "lo ", "\"Ann\"\n🙂");
    assertThat(events.get(1).json().at("/object").asString()).isEqualTo("chat.completion.chunk");
    assertThat(events.get(1).json().at("/model").asString()).isEqualTo("main/mini");
    assertThat(events.get(1).json().has("usage")).isFalse();
    assertThat(events.get(4).json().at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    assertThat(events.get(4).json().at("/holdfast/attempts").asInt()).isEqualTo(1);
    assertThat(events.get(5).text()).isEqualTo("[DONE]");
    assertThat(events.subList(0, 5))
        .extracting(event -> event.json().at("/id").asString())
        .containsOnly(events.get(0).json().at("/id").asString());
  }

  @Test
  void usage_comes_behind_the_answer_where_it_is_asked_for() {
    house.door.plays(ScriptedDoor.streams("Hi"));
    var body = chat("\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    var events = events(house.api.post(CHAT, body));
    assertThat(events.get(0).json().path("usage").isNull()).isTrue();
    var usage = events.get(events.size() - 2).json();
    assertThat(usage.path("choices").isEmpty()).isTrue();
    assertThat(usage.at("/usage/total_tokens").asInt()).isEqualTo(25);
  }

  @Test
  void tools_come_in_pieces() {
    house.door.plays(hearer -> {
      hearer.answers(ScriptedDoor.MINI, 2);
      hearer.hears(new Delta.Thought("hm"));
      hearer.hears(new Delta.Wish(0, "c1", "look"));
      hearer.hears(new Delta.Arguments(0, "{\"at\":"));
      hearer.hears(new Delta.Arguments(0, "1}"));
      hearer.hears(new Delta.Wish(1, "c2", "look"));
      hearer.hears(new Delta.Arguments(1, "{}"));
      return ScriptedDoor.wished(
          "", new ToolWish("c1", "look", "{\"at\":1}"), new ToolWish("c2", "look", "{}"));
    });
    var got = house.api.post(CHAT, STREAM);
    assertThat(got.header("x-holdfast-attempts")).isEqualTo("2");
    var events = events(got);
    var first = events.get(1).json().at("/choices/0/delta/tool_calls/0");
    assertThat(first.path("id").asString()).isEqualTo("c1");
    assertThat(first.path("index").asInt()).isZero();
    assertThat(first.at("/function/name").asString()).isEqualTo("look");
    assertThat(
            events.get(3).json().at("/choices/0/delta/tool_calls/0/function/arguments").asString())
        .isEqualTo("1}");
    assertThat(events.get(6).json().at("/choices/0/finish_reason").asString())
        .isEqualTo("tool_calls");
  }

  @Test
  void what_fails_after_the_first_piece_is_an_error_and_no_end() {
    house.door.plays(hearer -> {
      hearer.answers(ScriptedDoor.MINI, 1);
      hearer.hears(new Delta.Text("Half an ans"));
      return ScriptedDoor.refused(new Outcome.Fault(FaultClass.TRUNCATED), Duration.ZERO);
    });
    var got = house.api.post(CHAT, STREAM);
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.response().body()).doesNotContain("[DONE]", "finish_reason\":\"");
    var last = events(got).getLast().json();
    assertThat(last.at("/error/code").asString()).isEqualTo("truncated");
    assertThat(last.at("/error/attempts/0/model").asString()).isEqualTo("main/mini");
  }

  @Test
  void a_defect_in_the_middle_is_an_error_and_no_end() {
    house.door.plays(hearer -> {
      hearer.answers(ScriptedDoor.MINI, 1);
      hearer.hears(new Delta.Text("Half"));
      throw new IllegalStateException("a defect");
    });
    var got = house.api.post(CHAT, STREAM);
    assertThat(got.response().body()).doesNotContain("[DONE]");
    assertThat(events(got).getLast().json().at("/error/code").asString()).isEqualTo("internal");
  }

  @Test
  void a_whole_answer_that_is_not_what_was_streamed_is_an_error() {
    house.door.plays(hearer -> {
      hearer.answers(ScriptedDoor.MINI, 1);
      hearer.hears(new Delta.Text("One answer"));
      return ScriptedDoor.said("Another");
    });
    var got = house.api.post(CHAT, STREAM);
    assertThat(got.response().body()).doesNotContain("[DONE]");
    assertThat(events(got).getLast().json().at("/error/code").asString())
        .isEqualTo("stream_differs");
  }

  @Test
  void buffered_means_that_only_a_whole_answer_is_told() throws InterruptedException {
    var text = "🙂".repeat(5_000);
    house.door.plays(_ -> ScriptedDoor.said(text));
    var got = house.api.post(CHAT, STREAM, BUFFERED);
    var told = new StringBuilder();
    var events = events(got);
    events
        .subList(1, events.size() - 2)
        .forEach(e -> told.append(e.json().at("/choices/0/delta/content").asString()));
    assertThat(told.toString()).isEqualTo(text);
    assertThat(events.getLast().text()).isEqualTo("[DONE]");
    assertThat(house.door.asked.take().within()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void a_caller_that_hangs_up_before_the_first_piece_ends_the_question() throws Exception {
    var begun = new CountDownLatch(1);
    var cut = new CountDownLatch(1);
    house.door.plays(_ -> {
      begun.countDown();
      try {
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts down");
      } catch (InterruptedException stopped) {
        cut.countDown();
        throw stopped;
      }
    });
    for (var body : new String[] {STREAM, chat("")}) {
      try (var socket = house.open(CHAT, body)) {
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(cut.await(10, TimeUnit.SECONDS)).as(body).isTrue();
    }
  }

  @Test
  void a_caller_that_hangs_up_in_the_middle_ends_the_question() throws Exception {
    var cut = new CountDownLatch(1);
    house.door.plays(hearer -> {
      hearer.answers(ScriptedDoor.MINI, 1);
      try {
        while (true) {
          hearer.hears(new Delta.Text("more "));
        }
      } catch (InterruptedException stopped) {
        cut.countDown();
        throw stopped;
      }
    });
    try (var socket = house.open(CHAT, STREAM)) {
      ModelHouse.until(socket.getInputStream(), "more ");
    }
    assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void behind_a_slow_reader_the_model_is_read_no_faster() throws Exception {
    var told = new AtomicLong();
    var piece = "x".repeat(10_000);
    int pieces = 10_000;
    house.door.plays(hearer -> {
      hearer.answers(ScriptedDoor.MINI, 1);
      for (int i = 0; i < pieces; i++) {
        hearer.hears(new Delta.Text(piece));
        told.incrementAndGet();
      }
      return ScriptedDoor.said(piece.repeat(pieces));
    });
    try (var socket = house.open(CHAT, STREAM)) {
      ModelHouse.until(socket.getInputStream(), "data: ");
      long seen = standing(told);
      assertThat(seen).isLessThan(pieces / 2);
      // The lines' own buffers hold some megabytes; 100 MB are never among them.
      assertThat(seen * piece.length()).isLessThan(20_000_000);
      var rest =
          new String(drained(socket.getInputStream()), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(rest).contains("data: [DONE]");
    }
    assertThat(told.get()).isEqualTo(pieces);
  }

  /// The last bytes of everything that comes.
  private static byte[] drained(java.io.InputStream in) throws IOException {
    var last = new byte[0];
    var piece = new byte[64 << 10];
    while (true) {
      int count = in.read(piece);
      if (count < 0) {
        return last;
      }
      last = java.util.Arrays.copyOf(piece, count);
      if (new String(last, java.nio.charset.StandardCharsets.UTF_8).contains("[DONE]")) {
        return last;
      }
    }
  }

  /// The number, when it has not changed for a while.
  private static long standing(AtomicLong number) throws InterruptedException {
    var nobody = new CountDownLatch(1);
    long before = -1;
    while (before != number.get()) {
      before = number.get();
      assertThat(nobody.await(300, TimeUnit.MILLISECONDS)).isFalse();
    }
    return before;
  }

  @Test
  void what_is_under_way_is_bounded_and_given_back() throws Exception {
    try (var strict = new ModelHouse(new ModelParts.Limits(1_000, 1))) {
      var begun = new CountDownLatch(1);
      var go = new CountDownLatch(1);
      strict.door.plays(hearer -> {
        hearer.answers(ScriptedDoor.MINI, 1);
        hearer.hears(new Delta.Text("Hi"));
        begun.countDown();
        go.await();
        return ScriptedDoor.said("Hi");
      });
      try (var socket = strict.open(CHAT, STREAM)) {
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        var refused = strict.api.post(CHAT, chat(""));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        go.countDown();
        ModelHouse.until(socket.getInputStream(), "[DONE]");
      }
      strict.door.plays(_ -> ScriptedDoor.said("again"));
      for (int i = 0; i < 5; i++) {
        strict.api.post(CHAT, STREAM);
      }
      var free = strict.api.post(CHAT, chat(""));
      assertThat(free.status()).isEqualTo(200);
      assertThat(free.header("RateLimit")).endsWith("\"models.at-once\";r=0");
    }
  }

  @Test
  void an_unknown_way_to_stream_is_refused() {
    assertThat(house.api.post(CHAT, STREAM, "x-holdfast-stream", "both").text("/error/param"))
        .isEqualTo("x-holdfast-stream");
  }
}
