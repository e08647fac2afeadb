package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.workspace.WorkspaceReading;
import dev.holdfast.ledger.Checkpoints;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole server in this process, by a clock that is given from outside, and its HTTP API.
final class NodeInside implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Node node;
  private final Path folder;

  private NodeInside(Node node, Path folder) {
    this.node = node;
    this.folder = folder;
  }

  static NodeInside start(Path folder, InstantSource clock) throws IOException {
    var file = Loading.file();
    var read = (WorkspaceReading.Read) file.read(folder);
    var server = read.workspace().server();
    var data = Files.createDirectories(folder.resolve(server.data()));
    var plan = new Plan(server, folder, data, read, file, Map.of(), Checkpoints.NONE);
    return new NodeInside(Node.start(plan, clock), folder);
  }

  record Got(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      return MAPPER.readTree(response.body());
    }

    String text(String pointer) {
      return json().at(pointer).asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Got get(String path) throws IOException, InterruptedException {
    return send(to(path).GET());
  }

  Got post(String path, String body) throws IOException, InterruptedException {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// A question of one word to a tier.
  Got chat(String tier, int answer) throws IOException, InterruptedException {
    return post(
        "/v1/chat/completions",
        """
        {"model":"%s","max_tokens":%d,"messages":[{"role":"user","content":"hello"}]}\
        """
            .formatted(tier, answer));
  }

  /// What is there at this path as soon as its status is none of those on the way.
  JsonNode ended(String path) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var json = get(path).json();
      switch (json.path("status").asString()) {
        case "accepted", "offered", "leased", "resting", "judged" -> {
          if (path.startsWith("/v1/tasks") && json.path("status").asString().equals("accepted")) {
            return json;
          }
        }
        default -> {
          return json;
        }
      }
      assertThat(System.nanoTime()).as(json.toString()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private HttpRequest.Builder to(String path) throws IOException {
    var token = Files.readString(folder.resolve("data/admin.token")).strip();
    return HttpRequest.newBuilder(node.address().orElseThrow().resolve(path))
        .header("Authorization", "Bearer " + token);
  }

  private static Got send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Got(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
  }

  @Override
  public void close() {
    node.stop(Duration.ofSeconds(5));
  }
}
