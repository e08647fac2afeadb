package dev.holdfast.server.proof;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Those who ask: each request has a text and an idempotency key of its own and is sent until it is
/// answered with 202, whatever dies meanwhile. What was answered is remembered.
final class Requester {
  private static final Duration BREATH = Duration.ofMillis(15);
  private static final int TRIES = 10_000;
  private static final int AGAIN = 8;
  private static final int ACTORS = 24;

  private final Supplier<Api> servers;
  private final long seed;
  private final Semaphore quota = new Semaphore(0);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger granted = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

  /// @param servers whom to ask next; another one where there are several
  Requester(Supplier<Api> servers, long seed) {
    this.servers = servers;
    this.seed = seed;
  }

  /// Allows so many more requests.
  void grant(int count) {
    granted.addAndGet(count);
    quota.release(count);
  }

  /// Whether everything that was allowed has been asked and acknowledged.
  boolean isThrough() {
    return accepted.size() == granted.get();
  }

  void end() {
    over.set(true);
    quota.release(1_000);
  }

  /// Request ids by text, as they were acknowledged.
  Map<String, String> accepted() {
    return accepted;
  }

  /// What should never have been answered.
  Queue<String> complaints() {
    return complaints;
  }

  void run() {
    while (!over.get()) {
      quota.acquireUninterruptibly();
      if (!over.get()) {
        send(next.getAndIncrement());
      }
    }
  }

  private void send(int number) {
    var text = text(number);
    var body =
        Map.of(
            "actor",
            "actor-" + number % ACTORS,
            "channel",
            List.of("again", "once").get((int) ((number + seed) & 1)),
            "text",
            text);
    var headers = Map.of("Idempotency-Key", "key-" + number);
    var id = untilAccepted(body, headers);
    if (id.isEmpty()) {
      return;
    }
    accepted.put(text, id);
    if (number % AGAIN == 0) {
      var again = untilAccepted(body, headers);
      if (!again.isEmpty() && !again.equals(id)) {
        complaints.add("key-" + number + " was answered with " + id + ", then with " + again);
      }
    }
  }

  /// One in thirty-two asks for what its worker cannot do.
  private static String text(int number) {
    return (number % 32 == 31 ? "impossible " : "please ") + number;
  }

  private String untilAccepted(Map<String, String> body, Map<String, String> headers) {
    for (int tries = 0; tries < TRIES; tries++) {
      var id = tryOnce(body, headers);
      if (!id.isEmpty()) {
        return id;
      }
      Await.pass(BREATH);
    }
    complaints.add(headers + " was never accepted");
    return "";
  }

  private String tryOnce(Map<String, String> body, Map<String, String> headers) {
    try {
      var reply = servers.get().attempt("/v1/requests", body, headers);
      if (reply.status() == 202) {
        return reply.text("request");
      }
      if (!List.of(409, 429, 503).contains(reply.status())) {
        complaints.add("a request was answered with " + reply.status() + " " + reply.body());
      }
      return "";
    } catch (IOException _) {
      // Killed meanwhile: the same again, under the same key.
      return "";
    }
  }
}
