package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.scheduling.Preflight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A [Stage] with one contract, and the few things that scenarios of jobs do on it: everything but
/// the clock goes through the API.
final class Scene implements AutoCloseable {
  private static final String YAML =
      """
      holdfast: 1
      workspace: scene
      server: {data: ./data}
      lanes: {routine: {concurrency: 200, queue: 500, timeout: 30m}}
      agents: {hand: {kind: worker, lane: routine}}
      contracts:
        check: {objective: Check, agent: hand, output: {schema: %s}, budget: {time: 30m, attempts: 1}}
        again: {objective: Check, agent: hand, output: {schema: %s}, budget: {time: 30m, attempts: 3}}
      channels:
        ops: {kind: file, path: ops.jsonl, accepts: [status, alert, report]}
        log: {kind: file, path: log.jsonl, accepts: [status, report]}
      """;
  private static final String SCHEMA =
      "{type: object, required: [text], properties: {text: {type: string}}}";

  private Stage stage;
  private Api api;

  private Scene(Stage stage) {
    this.stage = stage;
    this.api = stage.api();
  }

  /// @param jobs the workspace's own, as they stand in it; empty for none
  static Scene open(String name, String now, String jobs) {
    var home = Home.fresh(name).holding(YAML.formatted(SCHEMA, SCHEMA) + jobs);
    return new Scene(Stage.open(home, Instant.parse(now)));
  }

  static Scene open(String name, String now) {
    return open(name, now, "");
  }

  /// A job as JSON, which says what it found to `log` and trouble to `ops`.
  ///
  /// @param schedule without its braces
  /// @param more further keys, empty for none
  static String job(String schedule, String more) {
    return """
    {"owner": "ann", "schedule": {%s}, "contract": "check",
     "deliver": {"to": "log", "text": "{output.text}"},
     "breaker": {"escalate": "ops"}%s}
    """
        .formatted(schedule, more.isEmpty() ? "" : ", " + more);
  }

  static String daily(String time, String zone, String more) {
    var parts = time.split(":", 2);
    return job(
        "\"cron\": \"%d %d * * *\", \"zone\": \"%s\""
            .formatted(Integer.parseInt(parts[1]), Integer.parseInt(parts[0]), zone),
        more);
  }

  static String every(String period, String more) {
    return job("\"every\": \"" + period + "\"", more);
  }

  static String once(String at, String more) {
    return job("\"at\": \"" + at + "\"", more);
  }

  static String missed(String policy, String window) {
    return "\"missed\": {\"policy\": \"%s\", \"window\": \"%s\"}".formatted(policy, window);
  }

  Api api() {
    return api;
  }

  Stage stage() {
    return stage;
  }

  Instant now() {
    return stage.now();
  }

  void at(String time) {
    stage.at(time);
  }

  /// Lets time pass in steps, with something to do after each.
  void pass(Duration time, Duration step, Runnable then) {
    for (var left = time; left.isPositive(); left = left.minus(step)) {
      pass(step);
      then.run();
    }
  }

  void pass(Duration time) {
    stage.pass(time);
    stage.wake();
  }

  void restart() {
    restartAfter(Duration.ZERO);
  }

  /// Nobody was there for so long.
  void restartAfter(Duration time) {
    api.close();
    stage = stage.restartedAfter(time);
    api = stage.api();
    stage.wake();
  }

  Api.Reply save(String job, String body) {
    var saved = api.put("/v1/jobs/" + job, body, "");
    assertThat(saved.status()).as(saved.body()).isEqualTo(201);
    return saved;
  }

  /// Saves the job over what it is.
  void edit(String job, String body) {
    var seen = api.get("/v1/jobs/" + job).header("ETag");
    var saved = api.put("/v1/jobs/" + job, body, seen);
    assertThat(saved.status()).as(saved.body()).isEqualTo(200);
    stage.preflight(job);
  }

  void enabled(String job, String body) {
    save(job, body);
    enable(job);
    assertThat(status(job)).isEqualTo("on");
  }

  void enable(String job) {
    tell(job, "enable", Map.of("reason", "wanted"));
    stage.preflight(job);
  }

  void preflightFails(String job, String evidence) {
    stage.preflight(job, new Preflight.Part("destination", false, evidence, "mend it"));
  }

  Api.Reply tell(String job, String verb, Map<String, Object> wish) {
    return api.post("/v1/jobs/" + job + "/" + verb, wish);
  }

  JsonNode show(String job) {
    return api.get("/v1/jobs/" + job).json();
  }

  String status(String job) {
    return show(job).path("status").asString("");
  }

  /// The newest first.
  List<JsonNode> instants(String job) {
    return api.all("/v1/jobs/" + job + "/instants");
  }

  /// What came of every moment of a job; a lapse is told under its first.
  TreeMap<String, String> told(String job) {
    var told = new TreeMap<String, String>();
    for (var instant : instants(job)) {
      var word = instant.path("status").asString("");
      int count = instant.path("count").asInt(1);
      var before =
          told.put(instant.path("nominal").asString(""), count == 1 ? word : count + " " + word);
      assertThat(before).as(instant.toString()).isNull();
    }
    return told;
  }

  List<String> ran(String job) {
    return instants(job).reversed().stream()
        .filter(instant -> instant.path("status").asString("").equals("ran"))
        .map(instant -> instant.path("nominal").asString(""))
        .toList();
  }

  /// How many moments came to each end.
  Map<String, Integer> count(String job) {
    var count = new TreeMap<String, Integer>();
    for (var instant : instants(job)) {
      count.merge(
          instant.path("status").asString(""), instant.path("count").asInt(1), Integer::sum);
    }
    return count;
  }

  /// What waits to be done, taken up by a worker.
  List<JsonNode> claim() {
    var claimed = api.post("/v1/lanes/routine/claim", Map.of("worker", "w", "max", 100));
    assertThat(claimed.status()).as(claimed.body()).isEqualTo(200);
    return claimed.json().path("tasks").valueStream().toList();
  }

  /// The job that a claimed task is for.
  static String job(JsonNode task) {
    return task.at("/contract/input/job").asString("");
  }

  /// The run that it belongs to: they share one number.
  static String run(JsonNode task) {
    return task.path("task").asString("").replace("task_", "run_");
  }

  /// Reports on a task: `complete`, `fail` or `heartbeat`.
  Api.Reply report(JsonNode task, String verb, Map<String, Object> report) {
    var body = new TreeMap<>(report);
    body.put("fence", task.path("lease").path("fence").asLong());
    return api.post("/v1/tasks/" + task.path("task").asString("") + "/" + verb, body);
  }

  /// Does whatever waits, until nothing does; returns how much that was.
  int work(String text) {
    int done = 0;
    for (var tasks = claim(); !tasks.isEmpty(); tasks = claim()) {
      for (var task : tasks) {
        var reply = report(task, "complete", Map.of("output", Map.of("text", text)));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        done++;
      }
    }
    return done;
  }

  /// Fails whatever waits now.
  int fail(String code) {
    var tasks = claim();
    for (var task : tasks) {
      report(task, "fail", Map.of("class", code, "message", "no", "retryable", false));
    }
    return tasks.size();
  }

  /// Messages to a channel, whole, the oldest first.
  List<JsonNode> messages(String channel) {
    return api.all("/v1/deliveries").reversed().stream()
        .filter(brief -> brief.path("channel").asString("").equals(channel))
        .map(brief -> api.get("/v1/deliveries/" + brief.path("delivery").asString("")).json())
        .toList();
  }

  /// What the owner was told of trouble: the subjects, sorted.
  List<String> told() {
    return messages("ops").stream()
        .map(message -> message.path("subject").asString(""))
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    api.close();
    stage.close();
  }
}
