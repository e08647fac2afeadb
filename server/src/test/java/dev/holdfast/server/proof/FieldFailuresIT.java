package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What breaks in the field (docs/field-failures.md), scenario by scenario on one server. Each test
/// begins with the name of its class.
final class FieldFailuresIT {
  private static Workshop shop;

  @BeforeAll
  static void open() {
    shop = Workshop.open("field-failures");
  }

  @AfterEach
  void the_books_balance() {
    shop.api().assertBooksBalance();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  // Stop, queues and lanes

  @Test
  void stop_ignored_a_program_that_ignores_every_signal_is_ended_with_its_children() {
    var number = shop.ask("stubborn", "stop", "hang");
    Await.until(Workshop.SOON, () -> !hung(number).isEmpty(), () -> shop.task(number).toString());
    var processes = hung(number);
    var stopped = shop.api().post("/v1/runs/run_" + number + "/cancel", Map.of("reason", "enough"));
    assertThat(stopped.status()).as(stopped.body()).isEqualTo(200);
    shop.await(number, "cancelled", "");
    Await.until(
        Workshop.SOON,
        () -> processes.stream().noneMatch(FieldFailuresIT::lives),
        () -> processes + " live on");
    assertThat(shop.task(number).path("status").asString("")).isEqualTo("cancelled");
  }

  @Test
  void stop_ignored_a_worker_learns_it_and_its_late_result_changes_nothing() {
    var number = shop.ask("good", "stop-worker", "work");
    var claimed = shop.claim("work", number);
    shop.api().post("/v1/runs/run_" + number + "/cancel", Map.of("reason", "enough"));
    var beat =
        shop.api()
            .post(
                "/v1/tasks/task_" + number + "/heartbeat",
                Map.of("fence", claimed.path("lease").path("fence").asLong()));
    assertThat(beat.json().path("cancel").asBoolean(false)).as(beat.body()).isTrue();
    var late = shop.complete(claimed, "late");
    assertThat(late.status()).as(late.body()).isEqualTo(409);
    shop.await(number, "cancelled", "");
    assertThat(shop.received(shop.good, number)).isEmpty();
  }

  /// Process ids of the programs of one request: those of this test are told by the run's folder.
  private static List<Long> hung(String number) {
    return shop.task(number).path("status").asString("").equals("leased")
        ? Stream.of(shop.home().read("hung.pids").split("\\s+"))
            .filter(text -> !text.isBlank())
            .map(Long::parseLong)
            .distinct()
            .filter(FieldFailuresIT::lives)
            .toList()
        : List.of();
  }

  private static boolean lives(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void queued_work_vanishes_the_wait_in_the_queue_is_no_execution_and_what_is_taken_is_done() {
    // Each naps 0.7 s of its 1.5 s, one after the other: the last waits far longer than it may run.
    var numbers =
        IntStream.range(0, 5).mapToObj(i -> shop.ask("nap", "napper-" + i, "nap")).toList();
    numbers.forEach(number -> shop.await(number, "replied", "delivered"));
  }

  @Test
  void queued_work_vanishes_a_full_queue_says_so_before_anything_is_taken() {
    var taken = new ArrayList<String>();
    Api.Reply full = null;
    for (int i = 0; i < 20 && full == null; i++) {
      var body = Map.of("actor", "queue-" + i, "channel", "tiny", "text", "queued " + i);
      var reply = shop.api().post("/v1/requests", body);
      if (reply.status() == 202) {
        taken.add(reply.text("request").substring("request_".length()));
      } else {
        full = reply;
      }
    }
    assertThat(full).as("the queue of three was never full").isNotNull();
    assertThat(full.status()).as(full.body()).isEqualTo(429);
    assertThat(full.header("Retry-After")).matches("[1-9]\\d*");
    assertThat(taken).hasSizeBetween(3, 4);
    var listed =
        shop.api().all("/v1/requests").stream().map(r -> r.path("text").asString("")).toList();
    assertThat(listed.stream().filter(text -> text.startsWith("queued ")).count())
        .isEqualTo(taken.size());
    for (int i = 0; i < taken.size(); i++) {
      Await.until(
          Workshop.SOON,
          () -> {
            var tasks = shop.claim("tiny");
            tasks.forEach(task -> shop.complete(task, "done"));
            return !tasks.isEmpty();
          },
          () -> "nothing to claim");
    }
    taken.forEach(number -> shop.await(number, "replied", "delivered"));
  }

  @Test
  void session_write_race_one_session_has_one_turn_at_a_time_in_order()
      throws InterruptedException {
    var asked = new ConcurrentHashMap<String, Boolean>();
    var threads =
        IntStream.range(0, 12)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() -> asked.put(shop.ask("good", "racer", "turn " + i), true)))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    var order =
        asked.keySet().stream()
            .sorted((a, b) -> Long.compare(Long.parseLong(a, 36), Long.parseLong(b, 36)))
            .toList();
    var done = new ArrayList<String>();
    Await.until(
        Workshop.SOON,
        () -> {
          var mine =
              shop.claim("work").stream()
                  .filter(task -> asked.containsKey(number(task.path("task").asString(""))))
                  .toList();
          assertThat(mine).as("turns at once").hasSizeLessThanOrEqualTo(1);
          mine.forEach(task -> {
            done.add(number(task.path("task").asString("")));
            shop.complete(task, "turn");
          });
          return done.size() == 12;
        },
        () -> done + " of " + asked.keySet());
    done.forEach(number -> shop.await(number, "replied", "delivered"));
    assertThat(done).as("in the order in which they were accepted").isEqualTo(acceptance(done));
    assertThat(order).hasSize(12);
    assertThat(arrivals(shop.good, done)).isEqualTo(done);
  }

  private static List<String> acceptance(List<String> numbers) {
    // The list is newest first.
    return shop.api().all("/v1/requests").reversed().stream()
        .map(request -> number(request.path("request").asString("")))
        .filter(numbers::contains)
        .toList();
  }

  private static List<String> arrivals(Sink sink, List<String> numbers) {
    return sink.calls().stream()
        .map(call -> number(call.id()))
        .filter(numbers::contains)
        .distinct()
        .toList();
  }

  private static String number(String id) {
    return id.substring(id.indexOf('_') + 1);
  }

  @Test
  void lane_starvation_a_wedged_lane_changes_nothing_in_the_others() {
    var wedged =
        IntStream.range(0, 4).mapToObj(i -> shop.ask("hang", "wedge-" + i, "hang")).toList();
    Await.until(
        Workshop.SOON,
        () ->
            wedged.stream()
                    .filter(n -> shop.task(n).path("status").asString("").equals("leased"))
                    .count()
                == 2,
        () -> "not wedged");
    long began = System.nanoTime();
    var number = shop.ask("echo", "free", "hello");
    shop.await(number, "replied", "delivered");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    assertThat(shop.api().get("/healthz").status()).isEqualTo(200);
    wedged.forEach(n ->
        assertThat(shop.api().post("/v1/runs/run_" + n + "/cancel", Map.of("reason", "x")).status())
            .isEqualTo(200));
    wedged.forEach(n -> shop.await(n, "cancelled", ""));
  }

  @Test
  void lane_self_deadlock_who_waits_for_its_own_lane_ends_at_its_deadline() {
    var number = shop.ask("self", "deadlock", "ask yourself");
    var parent = shop.claim("narrow", number);
    var child =
        shop.api()
            .post(
                "/v1/tasks",
                Map.of(
                    "parent",
                    "task_" + number,
                    "fence",
                    parent.path("lease").path("fence").asLong(),
                    "contract",
                    "narrow",
                    "input",
                    Map.of("text", "inner")));
    if (child.status() == 201) {
      var inner = number(child.text("task"));
      // The lane has one place, and the parent holds it: the child cannot start while it waits.
      shop.await(number, "failed", "delivered");
      Await.until(
          Workshop.SOON,
          () -> shop.task(inner).path("status").asString("").equals("cancelled"),
          () -> shop.task(inner).toString());
    } else {
      assertThat(child.status()).as(child.body()).isEqualTo(422);
      shop.complete(parent, "alone, then");
      shop.await(number, "replied", "delivered");
    }
    var next = shop.ask("nap", "after-deadlock", "nap");
    shop.await(next, "replied", "delivered");
  }

  // The gate and the budgets

  @Test
  void quality_gate_missing_what_fails_a_check_is_withheld_and_escalated_once() {
    var number = shop.ask("checked", "gate", "be careful");
    shop.complete(shop.claim("work", number), "carelessly");
    var again = shop.claim("work", number);
    assertThat(again.path("contract").path("feedback").toString()).contains("careful");
    shop.complete(again, "carelessly again");
    shop.await(number, "failed", "delivered");
    assertThat(shop.task(number).path("status").asString("")).isEqualTo("escalated");
    var received = shop.received(shop.good, number);
    assertThat(received).hasSize(1);
    assertThat(received.getFirst().body()).doesNotContain("carelessly");
    Await.until(
        Workshop.SOON,
        () -> shop.home().read("data/ops.jsonl").contains("task_" + number),
        () -> "no alert");
    var alerts =
        shop.home().read("data/ops.jsonl").lines().filter(line -> line.contains("task_" + number));
    assertThat(alerts).hasSize(1);
  }

  @Test
  void schema_violation_accepted_never_and_the_next_attempt_is_told() {
    var number = shop.ask("good", "schema", "be exact");
    var refused = shop.complete(shop.claim("work", number), Map.of("text", 5, "more", true));
    assertThat(refused.status()).isEqualTo(200);
    assertThat(refused.json().path("verdict").path("outcome").asString("")).isEqualTo("rework");
    var again = shop.claim("work", number);
    assertThat(again.path("contract").path("feedback")).isNotEmpty();
    shop.complete(again, "exactly");
    shop.await(number, "replied", "delivered");
    assertThat(shop.received(shop.good, number).getFirst().body()).contains("exactly");
  }

  @Test
  void delegation_timeout_not_enforced_at_the_deadline_the_run_ends_and_the_requester_is_told() {
    long began = System.nanoTime();
    var number = shop.ask("late", "late", "hang");
    shop.await(number, "failed", "delivered");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(shop.task(number).path("status").asString("")).isEqualTo("expired");
    assertThat(shop.received(shop.good, number)).hasSize(1);
  }

  @Test
  void iteration_limit_ignored_a_task_that_always_fails_is_tried_as_often_as_its_budget_says() {
    var number = shop.ask("good", "iterate", "fail for ever");
    for (int attempt = 1; attempt <= 3; attempt++) {
      var claimed = shop.claim("work", number);
      assertThat(claimed.path("attempt").asInt(0)).isEqualTo(attempt);
      var failed =
          shop.api()
              .post(
                  "/v1/tasks/task_" + number + "/fail",
                  Map.of(
                      "fence", claimed.path("lease").path("fence").asLong(),
                      "class", "flaky",
                      "message", "once more"));
      assertThat(failed.status()).as(failed.body()).isEqualTo(200);
    }
    shop.await(number, "failed", "delivered");
    assertThat(shop.task(number).path("attempts").asInt(0)).isEqualTo(3);
  }

  @Test
  void delegation_false_terminal_a_worker_that_fell_silent_is_fenced_first_and_then_replaced() {
    var number = shop.ask("short", "silent", "work");
    var first = shop.claim("short", number);
    var second = shop.claim("short", number);
    assertThat(second.path("lease").path("fence").asLong())
        .isGreaterThan(first.path("lease").path("fence").asLong());
    assertThat(shop.complete(first, "from the dead").status()).isEqualTo(409);
    assertThat(shop.complete(second, "from the living").status()).isEqualTo(200);
    assertThat(shop.complete(first, "from the dead").status()).isEqualTo(409);
    shop.await(number, "replied", "delivered");
    assertThat(shop.received(shop.good, number)).hasSize(1);
    assertThat(shop.received(shop.good, number).getFirst().body()).contains("from the living");
  }

  // Messages in and out

  @Test
  void duplicate_delivery_one_message_in_is_one_run_and_one_reply() {
    var body = Map.of("actor", "twice", "channel", "echo", "text", "once only");
    var key = Map.of("Idempotency-Key", "twice-1");
    var first = shop.api().post("/v1/requests", body, key);
    var second = shop.api().post("/v1/requests", body, key);
    assertThat(second.text("request")).isEqualTo(first.text("request"));
    var inbound =
        Inbound.of("msg-1", "{\"id\":\"msg-1\",\"actor\":\"twice\",\"text\":\"inbound once\"}");
    var one =
        shop.api().raw("POST", "/v1/channels/echo/inbound", inbound.body(), inbound.headers());
    var two =
        shop.api().raw("POST", "/v1/channels/echo/inbound", inbound.body(), inbound.headers());
    assertThat(one.status()).as(one.body()).isEqualTo(202);
    assertThat(two.text("request")).isEqualTo(one.text("request"));
    for (var number : List.of(number(first.text("request")), number(one.text("request")))) {
      shop.await(number, "replied", "delivered");
      assertThat(shop.received(shop.good, number)).hasSize(1);
    }
  }

  @Test
  void ingress_auth_weak_only_what_is_signed_freshly_comes_in() {
    var body = "{\"id\":\"msg-2\",\"actor\":\"mallory\",\"text\":\"let me in\"}";
    var good = Inbound.of("msg-2", body);
    var cases =
        List.of(
            Map.of("Content-Type", "application/json"),
            Inbound.of("msg-2", body + " ").headers(),
            Inbound.of("msg-3", body).with("webhook-id", "msg-2").headers(),
            Inbound.at("msg-2", body, Duration.ofHours(-1)).headers(),
            Inbound.at("msg-2", body, Duration.ofHours(1)).headers(),
            good.with("webhook-signature", "v1,").headers(),
            good.with("webhook-signature", "v2," + "A".repeat(44)).headers(),
            good.with("webhook-timestamp", "soon").headers());
    try (var nobody = new Api(shop.node().port(), "")) {
      for (var headers : cases) {
        var reply = nobody.raw("POST", "/v1/channels/echo/inbound", good.body(), headers);
        assertThat(reply.status()).as(headers + " " + reply.body()).isIn(400, 401, 403);
      }
      // A channel without a secret brings nothing in at all.
      var off = nobody.raw("POST", "/v1/channels/unsigned/inbound", good.body(), good.headers());
      assertThat(off.status()).as(off.body()).isIn(401, 403, 404, 422);
      var texts =
          shop.api().all("/v1/requests").stream().map(r -> r.path("text").asString("")).toList();
      assertThat(texts).doesNotContain("let me in");
      assertThat(
              nobody.raw("POST", "/v1/channels/echo/inbound", good.body(), good.headers()).status())
          .isEqualTo(202);
    }
  }

  @Test
  void wrong_recipient_a_reply_goes_where_its_request_came_from_and_nowhere_else() {
    var pairs = new ArrayList<String[]>();
    for (int i = 0; i < 10; i++) {
      var channel = i % 2 == 0 ? "good" : "other";
      pairs.add(new String[] {channel, shop.ask(channel, "person-" + i, "for " + i)});
    }
    Await.until(
        Workshop.SOON,
        () -> {
          shop.claim("work")
              .forEach(task -> shop.complete(task, "answer to " + task.path("task").asString("")));
          return pairs.stream()
              .allMatch(p -> shop.request(p[1]).path("status").asString("").equals("replied"));
        },
        () -> "not all answered");
    for (var pair : pairs) {
      shop.await(pair[1], "replied", "delivered");
      var mine = pair[0].equals("good") ? shop.good : shop.other;
      var others = pair[0].equals("good") ? shop.other : shop.good;
      assertThat(shop.received(mine, pair[1])).hasSize(1);
      assertThat(shop.received(mine, pair[1]).getFirst().body())
          .contains("answer to task_" + pair[1]);
      assertThat(shop.received(others, pair[1])).isEmpty();
    }
  }

  @Test
  void false_delivered_only_a_receipt_says_delivered() {
    var redirected = shop.ask("elsewhere", "false-1", "redirected");
    shop.await(redirected, "replied", "dead");
    var vanished = shop.ask("silent", "false-2", "vanished");
    shop.await(vanished, "replied", "unknown");
    assertThat(shop.received(shop.silent, vanished)).hasSize(1);
    var delivered = shop.ask("echo", "false-3", "delivered");
    shop.await(delivered, "replied", "delivered");
    assertThat(shop.delivery(delivered).path("receipt").asString("")).isNotEmpty();
    var resolved =
        shop.api()
            .post(
                "/v1/deliveries/delivery_" + vanished + "/resolve",
                Map.of("outcome", "delivered", "reason", "the receiver says so"));
    assertThat(resolved.status()).as(resolved.body()).isEqualTo(200);
    shop.await(vanished, "replied", "delivered");
  }

  @Test
  void endless_or_stale_resend_attempts_and_age_are_limited_and_permanent_errors_die_at_once() {
    var refused = shop.ask("closed", "resend-1", "refused");
    var aged = shop.ask("aged", "resend-2", "aged");
    var picky = shop.ask("picky", "resend-3", "picky");
    shop.await(picky, "replied", "dead");
    assertThat(shop.received(shop.picky, picky)).hasSize(1);
    shop.await(refused, "replied", "dead");
    assertThat(shop.received(shop.closed, refused)).hasSize(4);
    assertThat(shop.delivery(refused).path("diagnostic").path("nextAction").asString(""))
        .isNotEmpty();
    shop.await(aged, "replied", "expired");
    int calls = shop.closed.calls().size();
    Await.pass(Duration.ofSeconds(1));
    assertThat(shop.closed.calls()).hasSize(calls);
  }

  @Test
  void endless_or_stale_resend_a_receiver_that_is_gone_is_not_asked_again() {
    var first = shop.ask("left", "gone-1", "gone");
    shop.await(first, "replied", "dead");
    var second = shop.ask("left", "gone-2", "gone");
    shop.await(second, "replied", "ready");
    Await.pass(Duration.ofSeconds(2));
    assertThat(shop.left.calls()).hasSize(1);
    // Held, and not lost: somebody says that the receiver is back.
    var enabled = shop.api().post("/v1/channels/left/enable", Map.of("reason", "it is back"));
    assertThat(enabled.status()).as(enabled.body()).isEqualTo(200);
    shop.await(second, "replied", "dead");
    assertThat(shop.left.calls()).hasSize(2);
  }

  @Test
  void outbound_lost_or_stuck_a_receiver_that_comes_back_gets_everything_in_order() {
    shop.hesitate((_, _) -> Sink.Mood.REFUSE);
    var numbers =
        IntStream.range(0, 4).mapToObj(i -> shop.ask("hesitant", "patient", "word " + i)).toList();
    numbers.forEach(number -> shop.await(number, "replied", ""));
    Await.until(Workshop.SOON, () -> shop.hesitant.calls().size() > 1, () -> "never tried");
    shop.hesitate((_, _) -> Sink.Mood.TAKE);
    numbers.forEach(number -> shop.await(number, "replied", "delivered"));
    var taken =
        shop.hesitant.calls().stream()
            .filter(c -> c.mood().takes())
            .map(c -> number(c.id()))
            .toList();
    assertThat(taken.stream().filter(numbers::contains)).isEqualTo(numbers);
  }

  @Test
  void ordering_a_session_is_heard_in_order_whatever_its_receiver_does() {
    shop.hesitate(
        (id, earlier) -> (id.hashCode() + earlier) % 3 == 0 ? Sink.Mood.TAKE : Sink.Mood.REFUSE);
    var numbers =
        IntStream.range(0, 6).mapToObj(i -> shop.ask("hesitant", "orderly", "step " + i)).toList();
    numbers.forEach(number -> shop.await(number, "replied", "delivered"));
    var taken =
        shop.hesitant.calls().stream()
            .filter(c -> c.mood().takes())
            .map(c -> number(c.id()))
            .toList();
    assertThat(taken.stream().filter(numbers::contains)).isEqualTo(numbers);
  }

  // Doors

  @Test
  void ssrf_a_private_address_that_nobody_allowed_is_never_called() {
    var number = shop.ask("forbidden", "ssrf", "call home");
    shop.await(number, "replied", "dead");
    assertThat(shop.forbidden.calls()).isEmpty();
    assertThat(shop.delivery(number).path("diagnostic").toString()).containsIgnoringCase("egress");
  }

  @Test
  void secret_leak_a_secret_that_an_agent_tells_is_written_nowhere() throws IOException {
    for (var text : List.of("tell", "tell and fail", "tell garbage")) {
      var number = shop.ask("tell", "teller-" + text.length(), text);
      Await.until(
          Workshop.SOON,
          () -> !shop.request(number).path("status").asString("").equals("accepted"),
          () -> shop.request(number).toString());
      Await.until(
          Workshop.SOON,
          () -> shop.delivery(number).path("status").asString("").equals("delivered"),
          () -> shop.delivery(number).toString());
    }
    var canary = Home.SECRET;
    assertThat(shop.good.calls()).noneMatch(call -> call.body().contains(canary));
    try (var files = Files.walk(shop.home().folder())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(holds(file, canary)).as(file.toString()).isFalse();
      }
    }
  }

  private static boolean holds(java.nio.file.Path file, String canary) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(canary);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Test
  void cross_user_access_nobody_sees_what_is_anothers() {
    var number = shop.ask("echo", "alice", "alice's own");
    shop.await(number, "replied", "delivered");
    var made = shop.api().post("/v1/tokens", Map.of("name", "bob", "role", "client"));
    try (var bob = new Api(shop.node().port(), made.text("secret"))) {
      for (var path :
          List.of(
              "/v1/requests/request_" + number,
              "/v1/runs/run_" + number,
              "/v1/runs/run_" + number + "/events",
              "/v1/runs/run_" + number + "/evidence",
              "/v1/deliveries/delivery_" + number)) {
        assertThat(bob.get(path).status()).as(path).isIn(403, 404);
      }
      for (var path :
          List.of("/v1/requests", "/v1/runs", "/v1/sessions", "/v1/deliveries", "/v1/tasks")) {
        assertThat(bob.get(path).body()).as(path).doesNotContain("alice");
      }
    }
  }
}
