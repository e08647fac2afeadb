package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What breaks in the field about jobs (docs/field-failures.md), where only a process of its own
/// shows it. Each test begins with the name of its class.
final class SchedulingFailuresIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /// Knocks out the server that it works for, each time that it is run.
  private static final String BOMB =
      """
      #!/bin/sh
      # The work that takes down whoever does it.
      echo boom >> "%s"
      kill -9 %s
      """;

  private static final String ANSWER = "#!/bin/sh\necho '{\"output\": {}}'\n";

  private static final String YAML =
      """
      holdfast: 1
      workspace: jobs
      server: {data: ./data}
      channels:
        ops: {kind: file, path: ops.jsonl, accepts: [status, alert]}
        down: {kind: webhook, url: "http://127.0.0.1:%d/hook", secret: "${env:PROOF_SECRET}", accepts: [status, alert]}
      egress: {allow: ["127.0.0.1:%d"]}
      agents:
        bomb: {kind: command, run: [./bomb.sh]}
        leaver: {kind: command, run: [./leaves.sh]}
      contracts:
        bomb: {objective: Fall over, agent: bomb, output: {schema: {type: object}}, budget: {time: 2m, attempts: 2}}
        leaver: {objective: Do nothing, agent: leaver, output: {schema: {type: object}}, budget: {time: 1m, attempts: 1}}
      """;

  private static final String JOB =
      """
      {"owner": "ann", "schedule": {"every": "%s"}, "contract": "%s", "deliver": {"to": "%s"},
       "breaker": {"failures": 1, "escalate": "ops"}, "enabled": %s}
      """;

  private static int closedPort() {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException unusable) {
      throw new UncheckedIOException(unusable);
    }
  }

  private static Home home(String name) {
    int down = closedPort();
    var home = Home.fresh(name).holding(YAML.formatted(down, down));
    return home.running("bomb.sh", BOMB.formatted(home.folder().resolve("booms"), "$PPID"))
        .running("leaves.sh", ANSWER);
  }

  @Test
  void runaway_loop_a_job_that_kills_its_server_is_taken_out_and_the_server_stays_up() {
    var home = home("jobs-bomb");
    int port = Home.freePort();
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      assertThat(api.put("/v1/jobs/bomb", JOB.formatted("1h", "bomb", "ops", "false"), "").status())
          .isEqualTo(201);
      assertThat(api.post("/v1/jobs/bomb/run", Map.of("reason", "go")).status()).isEqualTo(202);
      Await.until(SOON, () -> !node.isAlive(), node::tail);
    }
    int starts = 0;
    for (boolean stays = false; !stays; starts++) {
      assertThat(starts).as("starts of the server").isLessThan(4);
      try (var node = Node.ready(home, port)) {
        stays = Await.happens(Duration.ofSeconds(30), () -> !node.isAlive() || isOver(home, node));
        stays &= node.isAlive();
        if (stays) {
          try (var api = node.api()) {
            assertThat(api.get("/v1/jobs/bomb/instants").body()).contains("ran-failed");
            api.assertBooksBalance();
          }
        }
      }
    }
    assertThat(home.read("booms").lines()).as("attempts that were made").hasSize(2);
  }

  private static boolean isOver(Home home, Node node) {
    try (var api = new Api(node.port(), home.read("data/admin.token").strip())) {
      return api.get("/v1/jobs/bomb/instants").body().contains("ran-failed");
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  @Test
  void job_edits_lost_what_was_acknowledged_is_there_after_a_kill_at_once() {
    var home = home("jobs-edits");
    int port = Home.freePort();
    for (int edit = 0; edit < 6; edit++) {
      try (var node = Node.ready(home, port);
          var api = node.api()) {
        var saved =
            api.put("/v1/jobs/job-" + edit, JOB.formatted("1h", "bomb", "ops", "false"), "");
        assertThat(saved.status()).as(saved.body()).isEqualTo(201);
        var seen = api.get("/v1/jobs/job-0").header("ETag");
        var body = JOB.formatted((edit + 2) + "m", "bomb", "ops", "false");
        assertThat(api.put("/v1/jobs/job-0", body, seen).status()).isEqualTo(200);
        node.kill();
      }
    }
    try (var node = Node.ready(home, port);
        var api = node.api()) {
      var listed =
          api.all("/v1/jobs").stream()
              .map(job -> job.path("job").asString(""))
              .collect(Collectors.toSet());
      assertThat(listed).hasSize(6);
      assertThat(api.get("/v1/jobs/job-0").json().at("/spec/schedule/every").asString(""))
          .isEqualTo("PT7M");
      node.stop();
    }
  }

  @Test
  void preflight_missing_or_wrong_nothing_comes_on_that_could_not_run() throws IOException {
    var home = home("jobs-preflight");
    try (var node = Node.ready(home, Home.freePort());
        var api = node.api()) {
      Files.delete(home.folder().resolve("leaves.sh"));
      api.put("/v1/jobs/gone", JOB.formatted("1s", "leaver", "ops", "true"), "");
      api.put("/v1/jobs/deaf", JOB.formatted("1s", "bomb", "down", "true"), "");
      for (var job : Map.of("gone", "agent", "deaf", "destination").entrySet()) {
        Await.until(
            SOON,
            () -> api.get("/v1/jobs/" + job.getKey()).text("status").equals("off"),
            () -> api.get("/v1/jobs/" + job.getKey()).body());
        var shown = api.get("/v1/jobs/" + job.getKey());
        assertThat(shown.text("reason")).contains("preflight failed").contains(job.getValue());
        var failed =
            shown
                .json()
                .at("/preflight/parts")
                .valueStream()
                .filter(part -> !part.path("passed").asBoolean(true))
                .toList();
        assertThat(failed).isNotEmpty();
        assertThat(failed)
            .allSatisfy(part -> assertThat(part.path("nextAction").asString("")).isNotEmpty());
        assertThat(api.all("/v1/jobs/" + job.getKey() + "/instants")).isEmpty();
      }
      assertThat(api.all("/v1/deliveries")).isEmpty();
      home.running("leaves.sh", ANSWER);
      api.post("/v1/jobs/gone/enable", Map.of("reason", "it is there now"));
      Await.until(
          SOON,
          () -> !api.all("/v1/jobs/gone/instants").isEmpty(),
          () -> api.get("/v1/jobs/gone").body());
      node.stop();
    }
  }
}
