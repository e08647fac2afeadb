package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Jobs of every second through kills and pauses of real servers: every instant once, none lost.
/// The API tells what came of each, and the receiver, which knows nothing of Holdfast but the
/// messages, is the judge.
final class JobsIT {
  private static final int KILLS = Integer.getInteger("proof.kills.jobs", 20);
  private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);
  private static final Duration QUIET = Duration.ofSeconds(120);
  // Longer than any lease that a frozen server may hold.
  private static final Duration FROZEN = Duration.ofSeconds(40);
  private static final String MANNER = "missed: {policy: run-all, window: 30m}";

  private final Random chance = new Random(SEED);
  private final Sink sink = Sink.open();
  private final Moments moments =
      new Moments(
          sink,
          Stream.of("one", "two", "three").map(job -> new Moments.Job(job, 1, MANNER)).toList());

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void double_fire_and_missed_runs_are_impossible_however_often_the_server_is_killed() {
    var home = moments.home("jobs-killed", "sqlite");
    int port = Home.freePort();
    for (int kill = 0; kill < KILLS; kill++) {
      try (var node = Node.ready(home, port)) {
        Await.pass(Duration.ofMillis(500 + chance.nextInt(2_000)));
        node.kill();
      }
    }
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      var seen = settle(api);
      System.out.printf("jobs, one server: kills=%d instants=%d seed=%d%n", KILLS, seen, SEED);
      node.stop();
    }
  }

  @Test
  void split_brain_two_schedulers_on_one_store_fire_each_instant_once() {
    try (var postgres = Postgres.start()) {
      var homes =
          new Home[] {
            moments.home("jobs-first", postgres.url()), moments.home("jobs-second", postgres.url())
          };
      int[] ports = {Home.freePort(), Home.freePort()};
      var nodes = new Node[] {Node.ready(homes[0], ports[0]), Node.ready(homes[1], ports[1])};
      try {
        for (int kill = 0; kill < KILLS / 2; kill++) {
          Await.pass(Duration.ofMillis(500 + chance.nextInt(1_500)));
          int victim = chance.nextInt(2);
          nodes[victim].kill();
          nodes[victim] = Node.ready(homes[victim], ports[victim]);
        }
        nodes[0].freeze();
        Await.pass(FROZEN);
        nodes[0].thaw();
        Await.pass(Duration.ofSeconds(5));
        // The token was made at the first start, and is known wherever the ledger is.
        try (var api = new Api(ports[1], homes[0].read("data/admin.token").strip())) {
          var seen = settle(api);
          System.out.printf(
              "jobs, two servers, one frozen for %s: kills=%d instants=%d seed=%d%n",
              FROZEN, KILLS / 2, seen, SEED);
        }
      } finally {
        List.of(nodes).forEach(Node::close);
      }
    }
  }

  /// All are run, however late: none is skipped, and none missed.
  private int settle(Api api) {
    var count = moments.settle(api, QUIET);
    assertThat(count.ran()).isEqualTo(count.all());
    return count.all();
  }
}
