package dev.holdfast.server.proof;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// A worker of the usual kind: it mostly does its work, and now and then it dies with it, reports
/// twice, comes late with a fence that is no longer its own, or says something that fits no schema.
final class Worker {
  private static final Duration BREATH = Duration.ofMillis(15);
  private static final int MAX = 20;
  private static final int REMEMBERED = 50;

  private final Supplier<Api> servers;
  private final String name;
  private final Random chance;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean honest = new AtomicBoolean();
  private final Deque<Map<String, Object>> late = new ArrayDeque<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicInteger stale = new AtomicInteger();

  Worker(Supplier<Api> servers, String name, long seed) {
    this.servers = servers;
    this.name = name;
    this.chance = new Random(seed);
  }

  /// From now on it does nothing but its work.
  void behave() {
    honest.set(true);
  }

  void end() {
    over.set(true);
  }

  Queue<String> complaints() {
    return complaints;
  }

  /// Late reports that were refused, as they should be.
  int stale() {
    return stale.get();
  }

  void run() {
    while (!over.get()) {
      try {
        turn();
      } catch (IOException _) {
        // The server died: its leases are as good as before, or they run out.
        Await.pass(BREATH);
      }
    }
  }

  private void turn() throws IOException {
    var wish = Map.of("worker", name, "max", MAX, "wait", "1s", "lease", "3s");
    var claimed = servers.get().attempt("/v1/lanes/work/claim", wish, Map.of());
    if (claimed.status() != 200) {
      expect(claimed, List.of(429, 503));
      Await.pass(BREATH);
      return;
    }
    var results = new ArrayList<Map<String, Object>>();
    for (var task : claimed.json().path("tasks")) {
      work(task, results);
    }
    report(results);
    comeLate();
  }

  private void work(JsonNode task, List<Map<String, Object>> results) throws IOException {
    var text = task.path("contract").path("input").path("text").asString("");
    var id = task.path("task").asString("");
    long fence = task.path("lease").path("fence").asLong();
    var good = result(id, fence, text);
    int mood = honest.get() ? 100 : chance.nextInt(100);
    if (text.startsWith("impossible")) {
      results.add(failure(id, fence));
    } else if (mood < 3) {
      remember(good);
    } else if (mood < 5) {
      results.add(Map.of("task", id, "fence", fence, "output", Map.of("nonsense", true)));
    } else if (mood < 8) {
      results.add(good);
      remember(good);
    } else if (mood < 12) {
      alone(id, fence, good);
    } else {
      results.add(good);
    }
  }

  /// Reports one by itself, after a heartbeat.
  private void alone(String id, long fence, Map<String, Object> good) throws IOException {
    var api = servers.get();
    var beat = api.attempt("/v1/tasks/" + id + "/heartbeat", Map.of("fence", fence), Map.of());
    expect(beat, List.of(200, 409, 429, 503));
    var body = Map.of("fence", fence, "output", good.get("output"));
    var reply = api.attempt("/v1/tasks/" + id + "/complete", body, Map.of());
    expect(reply, List.of(200, 409, 429, 503));
  }

  private void remember(Map<String, Object> result) {
    late.addLast(result);
    if (late.size() > REMEMBERED) {
      late.removeFirst();
    }
  }

  /// Reports something old: a task that was lost to its lease long ago, or one done already.
  private void comeLate() throws IOException {
    if (late.size() < REMEMBERED / 5) {
      return;
    }
    var old = late.removeFirst();
    var reply =
        servers.get().attempt("/v1/tasks/complete", Map.of("items", List.of(old)), Map.of());
    if (reply.status() == 200) {
      var item = reply.json().path("items").path(0);
      if (item.path("status").asInt(0) == 409) {
        stale.incrementAndGet();
      }
    }
  }

  private void report(List<Map<String, Object>> results) throws IOException {
    if (results.isEmpty()) {
      return;
    }
    var reply = servers.get().attempt("/v1/tasks/complete", Map.of("items", results), Map.of());
    expect(reply, List.of(200, 429, 503));
    if (reply.status() == 200) {
      for (var item : reply.json().path("items")) {
        int status = item.path("status").asInt(0);
        if (!List.of(200, 409, 429, 503).contains(status)) {
          complaints.add("an item was answered with " + item);
        }
      }
    }
  }

  private void expect(Api.Reply reply, List<Integer> statuses) {
    if (!statuses.contains(reply.status())) {
      complaints.add(reply.whole().uri() + " " + reply.status() + " " + reply.body());
    }
  }

  private static Map<String, Object> result(String task, long fence, String text) {
    return Map.of(
        "task",
        task,
        "fence",
        fence,
        "output",
        Map.of("text", "done: " + text, "fence", fence),
        "evidence",
        List.of(Map.of("kind", "log", "ref", "proof:" + task, "summary", text)));
  }

  private static Map<String, Object> failure(String task, long fence) {
    return Map.of(
        "task", task,
        "fence", fence,
        "fail", Map.of("class", "impossible", "message", "cannot be done", "retryable", false));
  }
}
