package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Repairs that break something else: each test looks at both sides of one such pair.
final class LawPairsIT {
  private static Workshop shop;

  @BeforeAll
  static void open() {
    shop = Workshop.open("law-pairs");
  }

  @AfterEach
  void the_books_balance() {
    shop.api().assertBooksBalance();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @Test
  void stuck_runs_are_replaced_and_waiting_is_not_a_stall() {
    // One place in the lane and 3 s per attempt: the second waits longer than it could ever run.
    var stuck = shop.ask("short", "stuck", "fall silent");
    var waiting = shop.ask("short", "waiting", "wait");
    var dead = shop.claim("short", stuck);
    Await.until(
        Workshop.SOON,
        () -> !shop.task(stuck).path("status").asString("").equals("leased"),
        () -> shop.task(stuck).toString());
    assertThat(shop.task(waiting).path("attempts").asInt(-1)).isZero();
    assertThat(shop.complete(dead, "too late").status()).isEqualTo(409);
    for (var number : List.of(stuck, waiting)) {
      Await.until(
          Workshop.SOON,
          () -> {
            shop.claim("short").forEach(task -> shop.complete(task, "done"));
            return shop.request(number).path("status").asString("").equals("replied");
          },
          () -> shop.task(number).toString());
    }
    assertThat(shop.task(stuck).path("attempts").asInt(0)).isEqualTo(2);
    assertThat(shop.task(waiting).path("attempts").asInt(0)).isEqualTo(1);
  }

  @Test
  void lost_replies_are_sent_again_and_stale_ones_are_not() {
    shop.hesitate((_, earlier) -> earlier < 2 ? Sink.Mood.REFUSE : Sink.Mood.TAKE);
    var lost = shop.ask("hesitant", "lost", "again");
    var stale = shop.ask("aged", "stale", "too old");
    shop.await(lost, "replied", "delivered");
    assertThat(shop.received(shop.hesitant, lost)).hasSize(3);
    shop.await(stale, "replied", "expired");
    int calls = shop.received(shop.closed, stale).size();
    Await.pass(Duration.ofSeconds(1));
    assertThat(shop.received(shop.closed, stale)).hasSize(calls);
  }

  @Test
  void one_session_is_ordered_and_others_do_not_wait_for_it() {
    var slow = shop.ask("good", "slow-session", "first");
    var behind = shop.ask("good", "slow-session", "second");
    var held = shop.claim("work", slow);
    var free = shop.ask("good", "free-session", "mine");
    shop.complete(shop.claim("work", free), "free");
    shop.await(free, "replied", "delivered");
    assertThat(shop.request(behind).path("status").asString("")).isEqualTo("accepted");
    shop.complete(held, "first");
    shop.complete(shop.claim("work", behind), "second");
    shop.await(slow, "replied", "delivered");
    shop.await(behind, "replied", "delivered");
  }

  @Test
  void a_newer_request_does_not_cancel_an_older_reply() {
    shop.hesitate((_, _) -> Sink.Mood.REFUSE);
    var older = shop.ask("hesitant", "newest", "older");
    shop.await(older, "replied", "");
    var newer = shop.ask("hesitant", "newest", "newer");
    shop.await(newer, "replied", "");
    shop.hesitate((_, _) -> Sink.Mood.TAKE);
    shop.await(older, "replied", "delivered");
    shop.await(newer, "replied", "delivered");
  }

  @Test
  void secrets_are_hidden_and_the_agent_can_still_use_its_own() {
    var number = shop.ask("tell", "own-key", "tell");
    shop.await(number, "replied", "delivered");
    var body = shop.received(shop.good, number).getFirst().body();
    // It had its secret, since it told it; what left is a mark in its place.
    assertThat(body).contains("it is ").doesNotContain(Home.SECRET);
    assertThat(body).doesNotContain("\"it is \"");
  }

  @Test
  void stop_is_control_state_and_what_was_already_done_stays_done() {
    var done = shop.ask("good", "stop-pair", "done");
    shop.complete(shop.claim("work", done), "done");
    shop.await(done, "replied", "delivered");
    var running = shop.ask("good", "stop-pair-2", "running");
    var held = shop.claim("work", running);
    for (var number : List.of(done, running)) {
      shop.api().post("/v1/runs/run_" + number + "/cancel", Map.of("reason", "stop"));
    }
    assertThat(shop.complete(held, "anyway").status()).isEqualTo(409);
    shop.await(running, "cancelled", "");
    assertThat(shop.request(done).path("status").asString("")).isEqualTo("replied");
    assertThat(shop.received(shop.good, done)).hasSize(1);
    assertThat(shop.received(shop.good, running)).isEmpty();
  }

  @Test
  void a_full_lane_refuses_and_what_was_taken_is_kept() {
    var taken =
        IntStream.range(0, 8)
            .mapToObj(i -> Map.of("actor", "full-" + i, "channel", "tiny", "text", "x"))
            .map(body -> shop.api().post("/v1/requests", body))
            .filter(reply -> reply.status() == 202)
            .map(reply -> reply.text("request").substring("request_".length()))
            .toList();
    assertThat(taken).hasSizeBetween(3, 4);
    Await.until(
        Workshop.SOON,
        () -> {
          shop.claim("tiny").forEach(task -> shop.complete(task, "done"));
          return taken.stream()
              .allMatch(n -> shop.request(n).path("status").asString("").equals("replied"));
        },
        () -> taken.toString());
    taken.forEach(number -> shop.await(number, "replied", "delivered"));
  }
}
