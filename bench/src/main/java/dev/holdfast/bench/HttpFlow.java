package dev.holdfast.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What clients and workers say over HTTP, on one connection each.
final class HttpFlow implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpWire wire;

  HttpFlow(URI server, String token) {
    this.wire = new HttpWire(server, token);
  }

  void ask(int number, int actors) {
    wire.post(
        "/v1/requests",
        "order-" + number,
        "{\"actor\":\"%s\",\"channel\":\"%s\",\"text\":\"%s\"}"
            .formatted(Flow.actor(number % actors), Terms.CHANNEL, Flow.question(number)));
  }

  /// A worker's turn: claims up to `max` tasks, and reports all results at once. Returns how many.
  int work(int max) {
    var leased = claim(max);
    if (!leased.isEmpty()) {
      complete(leased);
    }
    return leased.size();
  }

  /// A task in a worker's hands.
  record Leased(String task, long fence) {}

  List<Leased> claim(int max) {
    var answer =
        wire.post(
            "/v1/lanes/" + Terms.LANE + "/claim",
            "",
            "{\"worker\":\"bench\",\"max\":%d,\"wait\":\"1s\"}".formatted(max));
    var leased = new ArrayList<Leased>();
    for (var task : MAPPER.readTree(answer).path("tasks")) {
      leased.add(
          new Leased(
              task.path("task").stringValue(), task.path("lease").path("fence").longValue()));
    }
    return leased;
  }

  private void complete(List<Leased> leased) {
    var items = new StringBuilder("{\"items\":[");
    for (var task : leased) {
      items
          .append(items.charAt(items.length() - 1) == '[' ? "" : ",")
          .append("{\"task\":\"%s\",\"fence\":%d,".formatted(task.task(), task.fence()))
          .append("\"output\":" + Flow.ANSWER + ",\"evidence\":[]}");
    }
    var answer = wire.post("/v1/tasks/complete", "", items.append("]}").toString());
    for (var item : MAPPER.readTree(answer).path("items")) {
      if (item.path("status").intValue() != 200) {
        throw new IllegalStateException("a result was refused: " + item);
      }
    }
  }

  @Override
  public void close() {
    wire.close();
  }
}
