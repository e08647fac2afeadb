package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Jobs on three server processes and one PostgreSQL. In turn each is killed, stands still beyond
/// its leases, and is cut off from the database: broken, silent, and deaf for the answers alone.
final class JobsAcrossNodesIT {
  private static final int NODES = 3;
  private static final int KILLS = Integer.getInteger("proof.kills.jobs", 20) / 2;
  private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);
  private static final Duration QUIET = Duration.ofSeconds(180);
  // Longer than any lease that a frozen server may hold.
  private static final Duration FROZEN = Duration.ofSeconds(40);
  private static final Duration CUT = Duration.ofSeconds(20);

  private final Random chance = new Random(SEED);
  private final Sink sink = Sink.open();
  private final Moments moments =
      new Moments(
          sink,
          List.of(
              new Moments.Job("all", 2, "overlap: skip, missed: {policy: run-all, window: 30m}"),
              new Moments.Job("latest", 3, "missed: {policy: run-latest, window: 10m}"),
              new Moments.Job("queued", 4, "overlap: queue-one, missed: {policy: skip}")));

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void double_fire_and_missed_runs_are_impossible_for_three_nodes_in_any_trouble() {
    try (var postgres = Postgres.start();
        var wires = Wires.to(postgres, NODES)) {
      var trio = trio(wires, postgres.url(wires));
      try {
        trouble(trio, wires);
        for (var node : trio.nodes()) {
          Await.until(QUIET, () -> isReady(node), node::tail);
        }
        try (var api = new Api(trio.ports().getLast(), trio.token())) {
          var count = moments.settle(api, QUIET);
          System.out.printf("jobs, three servers: kills=%d %s seed=%d%n", KILLS, count, SEED);
          assertThat(count.ran()).isPositive();
        }
        trio.verify();
      } finally {
        trio.nodes().forEach(Node::close);
      }
    }
  }

  /// Always overlapping with the next, so that at times one alone is in health.
  private void trouble(Trio trio, Wires wires) {
    int kills = KILLS;
    kills -= kill(trio, kills / 3);
    trio.nodes().get(0).freeze();
    Await.pass(FROZEN.dividedBy(2));
    wires.turn(1, Wire.Mood.SWALLOWS);
    Await.pass(FROZEN.dividedBy(2));
    trio.nodes().get(0).thaw();
    wires.turn(2, Wire.Mood.DEAFENS);
    Await.pass(CUT);
    wires.turn(2, Wire.Mood.CARRIES);
    // What is killed while it is cut off leaves the database a guest who never says good-bye.
    trio.replace(2);
    wires.turn(1, Wire.Mood.CARRIES);
    for (int number = 0; number < NODES; number++) {
      wires.turn(number, Wire.Mood.BREAKS);
      Await.pass(Duration.ofSeconds(1 + chance.nextInt(3)));
      wires.turn(number, Wire.Mood.CARRIES);
    }
    kill(trio, kills);
  }

  private int kill(Trio trio, int kills) {
    for (int kill = 0; kill < kills; kill++) {
      Await.pass(Duration.ofMillis(500 + chance.nextInt(1_500)));
      trio.replace(chance.nextInt(NODES));
    }
    return kills;
  }

  private static boolean isReady(Node node) {
    try (var api = new Api(node.port(), "")) {
      return api.status("/readyz") == 200;
    }
  }

  private Trio trio(Wires wires, String store) {
    var homes =
        IntStream.range(0, NODES)
            .mapToObj(number -> moments.home("jobs-trio-" + (number + 1), store))
            .toList();
    var trio =
        new Trio(
            homes,
            IntStream.range(0, NODES).mapToObj(_ -> Home.freePort()).toList(),
            wires,
            new ArrayList<>());
    for (int number = 0; number < NODES; number++) {
      trio.nodes().add(trio.start(number));
    }
    return trio;
  }

  /// A folder for each, as on three machines; only the store is shared.
  private record Trio(List<Home> homes, List<Integer> ports, Wires wires, List<Node> nodes) {
    Node start(int number) {
      var home = homes.get(number);
      return Node.ready(home, ports.get(number), wires.knownTo(number, home));
    }

    void replace(int number) {
      nodes.get(number).kill();
      nodes.set(number, start(number));
    }

    /// The token was made at the first start, and is known wherever the ledger is.
    String token() {
      return homes.getFirst().read("data/admin.token").strip();
    }

    void verify() {
      var home = homes.getFirst();
      var command = new ArrayList<>(Program.java(List.of(wires.knownTo(0, home))));
      command.addAll(List.of("ledger", "verify", "--json", "-w", home.folder().toString()));
      var verified =
          Program.run(Program.process(home.folder(), command).redirectErrorStream(false));
      assertThat(verified.code()).as(verified.output()).isZero();
      var sound = Api.JSON.readTree(verified.output()).path("sound").asBoolean(false);
      assertThat(Map.of("sound", sound)).as(verified.output()).containsEntry("sound", true);
    }
  }
}
