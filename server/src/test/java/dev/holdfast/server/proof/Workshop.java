package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/// One server with agents and receivers of every temper, for many scenarios at once.
final class Workshop implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);

  private final List<Sink> sinks = new ArrayList<>();
  private final AtomicReference<BiFunction<String, Integer, Sink.Mood>> flaky =
      new AtomicReference<>((_, _) -> Sink.Mood.TAKE);
  final Sink good = sink((_, _) -> Sink.Mood.TAKE);
  final Sink other = sink((_, _) -> Sink.Mood.TAKE);
  final Sink closed = sink((_, _) -> Sink.Mood.REFUSE);
  final Sink picky = sink((_, _) -> Sink.Mood.REFUSE_FOR_GOOD);
  final Sink left = sink((_, _) -> Sink.Mood.GONE);
  final Sink elsewhere = sink((_, _) -> Sink.Mood.REDIRECT);
  final Sink silent = sink((_, _) -> Sink.Mood.TAKE_AND_VANISH);
  final Sink hesitant = sink((id, earlier) -> flaky.get().apply(id, earlier));
  final Sink forbidden = sink((_, _) -> Sink.Mood.TAKE);
  private final Home home;
  private final Node node;
  private final Api api;

  private Workshop(String name) {
    this.home = Home.fresh(name);
    Agents.write(home);
    home.holding(yaml());
    this.node = Node.ready(home, Home.freePort());
    this.api = node.api();
  }

  static Workshop open(String name) {
    return new Workshop(name);
  }

  private Sink sink(BiFunction<String, Integer, Sink.Mood> temper) {
    var sink = Sink.open(temper, Duration.ofSeconds(2));
    sinks.add(sink);
    return sink;
  }

  /// How the hesitant receiver behaves from now on.
  void hesitate(BiFunction<String, Integer, Sink.Mood> temper) {
    flaky.set(temper);
  }

  Api api() {
    return api;
  }

  Node node() {
    return node;
  }

  Home home() {
    return home;
  }

  private String yaml() {
    var allowed =
        sinks.stream()
            .filter(sink -> sink != forbidden)
            .map(sink -> "\"127.0.0.1:" + sink.port() + "\"")
            .toList();
    return """
    holdfast: 1
    workspace: workshop
    server: {data: ./data}
    egress: {allow: %s}
    lanes:
      work:  {concurrency: 8, queue: 500, timeout: 30s}
      short: {concurrency: 1, queue: 100, timeout: 3s}
      tiny:  {concurrency: 1, queue: 3, timeout: 30s}
      narrow: {concurrency: 1, queue: 50, timeout: 30s}
      wedged: {concurrency: 2, queue: 100, timeout: 60s}
      quick: {concurrency: 4, queue: 100, timeout: 20s}
    agents:
      hand: {kind: worker, lane: work}
      short-hand: {kind: worker, lane: short}
      tiny-hand: {kind: worker, lane: tiny}
      narrow-hand: {kind: worker, lane: narrow}
      echo: {kind: command, run: [./echo.sh], lane: quick}
      hanger: {kind: command, run: [./hang.sh], lane: wedged}
      stubborn: {kind: command, run: [./hang.sh], lane: quick}
      napper: {kind: command, run: [./nap.sh], lane: narrow}
      teller: {kind: command, run: [./tell.sh], lane: quick, environment: {CANARY: "${env:PROOF_SECRET}"}}
    contracts:
      work: {objective: Answer, agent: hand, output: {schema: %s}, budget: {time: 1m, attempts: 3}}
      short: {objective: Answer, agent: short-hand, output: {schema: %s}, budget: {time: 10s, attempts: 3}}
      tiny: {objective: Answer, agent: tiny-hand, output: {schema: %s}, budget: {time: 1m, attempts: 3}}
      self: {objective: Ask myself, agent: narrow-hand, allow: ['delegate.*'], output: {schema: %s}, budget: {time: 4s, attempts: 1, depth: 2, toolCalls: 4}}
      narrow: {objective: Answer, agent: narrow-hand, output: {schema: %s}, budget: {time: 4s, attempts: 1}}
      echo: {objective: Answer, agent: echo, output: {schema: %s}, budget: {time: 20s, attempts: 2}}
      hang: {objective: Hang, agent: hanger, output: {schema: %s}, budget: {time: 50s, attempts: 1}}
      late: {objective: Hang, agent: stubborn, output: {schema: %s}, budget: {time: 1s, attempts: 1}}
      stubborn: {objective: Hang, agent: stubborn, output: {schema: %s}, budget: {time: 50s, attempts: 1}}
      nap: {objective: Sleep, agent: napper, output: {schema: %s}, budget: {time: 1500ms, attempts: 1}}
      tell: {objective: Tell, agent: teller, output: {schema: %s}, budget: {time: 20s, attempts: 1}}
      checked:
        objective: Answer with care
        agent: hand
        output: {schema: %s}
        budget: {time: 1m, attempts: 2}
        checks: [{name: careful, that: "output.text.startsWith('diligent')"}]
        escalate: {when: "verdict == 'reject'", to: ops}
    channels:
    """
            .formatted(
                allowed, SCHEMA, SCHEMA, SCHEMA, SCHEMA, SCHEMA, SCHEMA, SCHEMA, SCHEMA, SCHEMA,
                SCHEMA, SCHEMA, SCHEMA)
        + channel("good", good, "work")
        + channel("other", other, "work")
        + channel("short", good, "short")
        + channel("tiny", good, "tiny")
        + channel("self", good, "self")
        + channel("checked", good, "checked")
        + channel("echo", good, "echo")
        + channel("hang", good, "hang")
        + channel("late", good, "late")
        + channel("stubborn", good, "stubborn")
        + channel("nap", good, "nap")
        + channel("tell", good, "tell")
        + channel("closed", closed, "echo", "attempts: 4")
        + channel("aged", closed, "echo", "age: 1s", "attempts: 100")
        + channel("picky", picky, "echo")
        + channel("left", left, "echo")
        + channel("elsewhere", elsewhere, "echo")
        + channel("silent", silent, "echo", "unknown: hold")
        + channel("hesitant", hesitant, "echo")
        + channel("forbidden", forbidden, "echo")
        + "  ops: {kind: file, path: ops.jsonl, accepts: [alert]}\n"
        + "  unsigned: {kind: file, path: unsigned.jsonl, responder: echo}\n";
  }

  private static final String SCHEMA =
      "{type: object, required: [text], properties: {text: {type: string}}, additionalProperties:"
          + " false}";

  /// @param more keys of its own, one a line
  private static String channel(String name, Sink sink, String responder, String... more) {
    var lines = new ArrayList<>(List.of("  " + name + ":", "    kind: webhook"));
    lines.add("    url: " + sink.url());
    lines.add("    secret: ${env:PROOF_SECRET}");
    lines.add("    responder: " + responder);
    lines.add("    timeout: 1s");
    lines.add("    backoff: {base: 50ms, cap: 200ms}");
    List.of(more).forEach(line -> lines.add("    " + line));
    return String.join("\n", lines) + "\n";
  }

  /// Asks on a channel, and returns the run's number as ids have it after their underscore.
  String ask(String channel, String actor, String text) {
    var reply = api.post("/v1/requests", Map.of("actor", actor, "channel", channel, "text", text));
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    return reply.text("request").substring("request_".length());
  }

  JsonNode request(String number) {
    return api.get("/v1/requests/request_" + number).json();
  }

  JsonNode task(String number) {
    return api.get("/v1/tasks/task_" + number).json();
  }

  JsonNode delivery(String number) {
    return api.get("/v1/deliveries/delivery_" + number).json();
  }

  /// Waits until a request and its reply have the statuses.
  void await(String number, String request, String delivery) {
    Await.until(
        SOON,
        () ->
            request(number).path("status").asString("").equals(request)
                && (delivery.isEmpty()
                    || delivery(number).path("status").asString("").equals(delivery)),
        () -> request(number) + "\n" + task(number) + "\n" + delivery(number));
  }

  void awaitTask(String number, String status) {
    Await.until(
        SOON,
        () -> task(number).path("status").asString("").equals(status),
        () -> task(number).toString());
  }

  /// Claims this task as a worker, and sets others free by doing them.
  JsonNode claim(String lane, String number) {
    var found = new AtomicReference<JsonNode>();
    Await.until(
        SOON,
        () -> {
          for (var task : claim(lane)) {
            if (task.path("task").asString("").equals("task_" + number)) {
              found.set(task);
            } else {
              complete(task, "done by the way");
            }
          }
          return found.get() != null;
        },
        () -> task(number).toString());
    return found.get();
  }

  List<JsonNode> claim(String lane) {
    var reply = api.post("/v1/lanes/" + lane + "/claim", Map.of("worker", "proof", "max", 50));
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    var tasks = new ArrayList<JsonNode>();
    reply.json().path("tasks").forEach(tasks::add);
    return tasks;
  }

  Api.Reply complete(JsonNode claimed, String text) {
    return complete(claimed, Map.of("text", text));
  }

  Api.Reply complete(JsonNode claimed, Map<String, Object> output) {
    var fence = claimed.path("lease").path("fence").asLong();
    return api.post(
        "/v1/tasks/" + claimed.path("task").asString("") + "/complete",
        Map.of("fence", fence, "output", output));
  }

  List<Sink.Call> received(Sink sink, String number) {
    var calls = sink.byId().get("delivery_" + number);
    return calls == null ? List.of() : calls;
  }

  @Override
  public void close() {
    api.close();
    node.close();
    sinks.forEach(Sink::close);
  }
}
