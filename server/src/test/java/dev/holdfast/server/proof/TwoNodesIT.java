package dev.holdfast.server.proof;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;

/// Two server processes on one PostgreSQL, both at work.
final class TwoNodesIT {
  private static final int KILLS = Integer.getInteger("proof.kills.pair", 24);
  private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);
  private static final int REQUESTS = 25;
  private static final Duration QUIET = Duration.ofSeconds(180);
  // Longer than any lease that a frozen server may hold.
  private static final Duration FROZEN = Duration.ofSeconds(40);

  private final Random chance = new Random(SEED);
  private final AtomicReferenceArray<Api> apis = new AtomicReferenceArray<>(2);
  private final int[] ports = {Home.freePort(), Home.freePort()};

  @Test
  void one_of_two_nodes_can_be_killed_at_any_time() {
    try (var postgres = Postgres.start();
        var load = new Load(this::either, SEED)) {
      var homes = homes("pair-killed", load.yaml(postgres.url()));
      var nodes = new Node[] {first(homes), second(homes)};
      load.begin();
      for (int kill = 0; kill < KILLS; kill++) {
        load.grant(REQUESTS);
        Await.pass(Duration.ofMillis(chance.nextInt(700)));
        int victim = chance.nextInt(2);
        nodes[victim].kill();
        nodes[victim] = Node.ready(homes[victim], ports[victim]);
      }
      var count = settle(load);
      System.out.printf(
          "two nodes, one killed at a time: kills=%d %s seed=%d%n", KILLS, count, SEED);
      stop(nodes);
    }
  }

  /// split_brain: a node that stood still beyond its leases wakes up as an owner of nothing.
  @Test
  void a_node_that_stood_still_beyond_its_leases_changes_nothing() {
    try (var postgres = Postgres.start();
        var load = new Load(this::either, SEED)) {
      var homes = homes("pair-frozen", load.yaml(postgres.url()));
      var nodes = new Node[] {first(homes), second(homes)};
      load.begin();
      load.grant(REQUESTS * 4);
      Await.pass(Duration.ofMillis(300));
      apis.set(0, apis.get(1));
      nodes[0].freeze();
      load.grant(REQUESTS * 4);
      Await.pass(FROZEN);
      nodes[0].thaw();
      load.grant(REQUESTS * 4);
      var count = settle(load);
      Await.until(
          Node.READY, () -> nodes[0].said("seat-lost") || nodes[0].said("fenced"), nodes[0]::tail);
      System.out.printf("two nodes, one frozen for %s: %s seed=%d%n", FROZEN, count, SEED);
      stop(nodes);
    }
  }

  /// A folder for each, as on two machines; only the store is shared.
  private static Home[] homes(String name, String yaml) {
    return new Home[] {
      Home.fresh(name + "-1").holding(yaml), Home.fresh(name + "-2").holding(yaml)
    };
  }

  private Node first(Home[] homes) {
    var node = Node.ready(homes[0], ports[0]);
    apis.set(0, node.api());
    apis.set(1, node.api());
    return node;
  }

  private Node second(Home[] homes) {
    var node = Node.ready(homes[1], ports[1]);
    // The token was made at the first start, and is known wherever the ledger is.
    apis.set(1, new Api(ports[1], homes[0].read("data/admin.token").strip()));
    return node;
  }

  private Api either() {
    return apis.get(ThreadLocalRandom.current().nextInt(2));
  }

  private Reckoning.Count settle(Load load) {
    load.calm();
    Await.until(QUIET, load::isThrough, () -> load.accepted().size() + " " + load.complaints());
    apis.get(1).awaitQuiet(QUIET);
    return new Reckoning(apis.get(1), load).reckon();
  }

  private static void stop(Node[] nodes) {
    List.of(nodes).forEach(Node::stop);
  }
}
