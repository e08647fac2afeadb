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
        var load = new Load(this::either, SEED);
        var pair = pair("pair-killed", load.yaml(postgres.url()))) {
      load.begin();
      for (int kill = 0; kill < KILLS; kill++) {
        load.grant(REQUESTS);
        Await.pass(Duration.ofMillis(chance.nextInt(700)));
        pair.replace(chance.nextInt(2));
      }
      var count = settle(load);
      System.out.printf(
          "two nodes, one killed at a time: kills=%d %s seed=%d%n", KILLS, count, SEED);
      pair.stop();
    }
  }

  /// split_brain: a node that stood still beyond its leases owns nothing when it wakes, and one
  /// that was declared dead meanwhile writes nothing any more and says so.
  @Test
  void a_node_that_stood_still_beyond_its_leases_changes_nothing() {
    try (var postgres = Postgres.start();
        var load = new Load(this::either, SEED);
        var pair = pair("pair-frozen", load.yaml(postgres.url()))) {
      load.begin();
      load.grant(REQUESTS * 4);
      Await.pass(Duration.ofMillis(300));
      apis.set(0, apis.get(1));
      pair.node(0).freeze();
      load.grant(REQUESTS * 4);
      Await.pass(FROZEN);
      pair.node(0).thaw();
      load.grant(REQUESTS * 4);
      Await.until(QUIET, load::isThrough, () -> load.accepted().size() + " acknowledged");
      postgres.execute("UPDATE desk SET revoked_at = now() WHERE number = 1");
      load.grant(REQUESTS);
      var count = settle(load);
      Await.until(Node.READY, () -> pair.node(0).said("desk-fenced"), pair.node(0)::tail);
      System.out.printf("two nodes, one frozen for %s: %s seed=%d%n", FROZEN, count, SEED);
      pair.stop();
    }
  }

  private Pair pair(String name, String yaml) {
    var homes = homes(name, yaml);
    return new Pair(homes, ports, new Node[] {first(homes), second(homes)});
  }

  /// Both, ended whatever happens.
  private record Pair(Home[] homes, int[] ports, Node[] nodes) implements AutoCloseable {
    Node node(int number) {
      return nodes[number];
    }

    void replace(int victim) {
      nodes[victim].kill();
      nodes[victim] = Node.ready(homes[victim], ports[victim]);
    }

    void stop() {
      List.of(nodes).forEach(Node::stop);
    }

    @Override
    public void close() {
      List.of(nodes).forEach(Node::close);
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
}
