package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Jobs of every second through kills and pauses of real servers: every instant once, none lost.
/// The receiver is the judge; it knows nothing of Holdfast but the messages.
final class JobsIT {
  private static final int KILLS = Integer.getInteger("proof.kills.jobs", 20);
  private static final long SEED = Long.getLong("proof.seed", System.nanoTime() & 0xffff_ffffL);
  private static final Duration QUIET = Duration.ofSeconds(120);
  // Longer than any lease that a frozen server may hold.
  private static final Duration FROZEN = Duration.ofSeconds(40);
  private static final List<String> JOBS = List.of("one", "two", "three");
  private static final Pattern TEXT =
      Pattern.compile("\"text\"\\s*:\\s*\"(\\w+) (\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z)\"");

  private final Random chance = new Random(SEED);
  private final Sink sink = Sink.open();

  @AfterEach
  void close() {
    sink.close();
  }

  @Test
  void double_fire_and_missed_runs_are_impossible_however_often_the_server_is_killed() {
    var home = home("jobs-killed", "sqlite");
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
          new Home[] {home("jobs-first", postgres.url()), home("jobs-second", postgres.url())};
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

  /// Waits until all that is late has been caught up with, stops the jobs, and counts.
  private int settle(Api api) {
    for (var job : JOBS) {
      Await.until(QUIET, () -> isCaughtUp(job), () -> api.get("/v1/jobs/" + job).body());
      var off = api.post("/v1/jobs/" + job + "/disable", Map.of("reason", "the test is over"));
      assertThat(off.status()).as(off.body()).isEqualTo(200);
    }
    api.awaitQuiet(QUIET);
    api.assertBooksBalance();
    return assertEachInstantOnce();
  }

  private boolean isCaughtUp(String job) {
    var instants = instants().get(job);
    return instants != null
        && !instants.isEmpty()
        && Duration.between(instants.lastKey(), Instant.now()).compareTo(Duration.ofSeconds(4)) < 0;
  }

  /// Each instant's message has one id, and no second of the whole time is left out.
  private int assertEachInstantOnce() {
    int count = 0;
    for (var job : JOBS) {
      var instants = instants().getOrDefault(job, new TreeMap<>());
      assertThat(instants).as(job).isNotEmpty();
      for (var at = instants.firstKey(); !at.isAfter(instants.lastKey()); at = at.plusSeconds(1)) {
        assertThat(instants.get(at)).as("%s at %s, seed %d", job, at, SEED).hasSize(1);
        count++;
      }
    }
    return count;
  }

  private Map<String, TreeMap<Instant, TreeSet<String>>> instants() {
    var instants = new HashMap<String, TreeMap<Instant, TreeSet<String>>>();
    sink.byId()
        .forEach((id, calls) -> {
          var said = TEXT.matcher(calls.getFirst().body());
          if (said.find()) {
            instants
                .computeIfAbsent(said.group(1), _ -> new TreeMap<>())
                .computeIfAbsent(Instant.parse(said.group(2)), _ -> new TreeSet<>())
                .add(id);
          }
        });
    return instants;
  }

  private Home home(String name, String store) {
    var home = Home.fresh(name);
    home.running(
        "say.sh",
        """
        #!/bin/sh
        # Says for which job and which moment it was run.
        cat | tr '\\n' ' ' | sed -n 's|.*"job" *: *"\\([a-z]*\\)" *, *"instant" *: *"\\([^"]*\\)".*|{"output": {"text": "\\1 \\2"}}|p'
        """);
    var yaml =
        new StringBuilder(
            """
            holdfast: 1
            workspace: jobs
            server: {data: ./data, store: "%s"}
            egress: {allow: ["127.0.0.1:%d"]}
            channels:
              sink: {kind: webhook, url: "%s", secret: "${env:PROOF_SECRET}", accepts: [status, alert], unknown: retry}
            agents:
              say: {kind: command, run: [./say.sh]}
            contracts:
              say: {objective: Say the moment, agent: say, output: {schema: {type: object}}, budget: {time: 2m, attempts: 20}}
            jobs:
            """
                .formatted(store, sink.port(), sink.url()));
    for (var job : JOBS) {
      yaml.append(
          "  %s: {owner: me, schedule: {every: 1s}, contract: say, deliver: {to: sink, text: \"{output.text}\"},"
                  .formatted(job)
              + " missed: {policy: run-all, window: 30m}, breaker: {failures: 1000, escalate:"
              + " sink}}\n");
    }
    return home.holding(yaml.toString());
  }
}
