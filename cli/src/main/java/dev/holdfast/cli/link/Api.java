package dev.holdfast.cli.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// One server's HTTP API. Every method returns a good answer or throws a [Failure].
public final class Api implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(90);
  private static final int FIRST_REFUSAL = 400;

  private final Door door;
  private final HttpClient client;

  public Api(Door door) {
    this.door = door;
    this.client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  }

  public Reply get(String path) {
    return send(request(path).GET());
  }

  public Reply get(String path, Map<String, String> headers) {
    var request = request(path).GET();
    headers.forEach((name, value) -> add(request, name, value));
    return send(request);
  }

  public Reply post(String path, JsonNode body, Map<String, String> headers) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    headers.forEach((name, value) -> add(request, name, value));
    return send(request);
  }

  public Reply put(String path, JsonNode body, Map<String, String> headers) {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.toString()));
    headers.forEach((name, value) -> add(request, name, value));
    return send(request);
  }

  public Reply delete(String path, Map<String, String> headers) {
    var request = request(path).DELETE();
    headers.forEach((name, value) -> add(request, name, value));
    return send(request);
  }

  /// Follows server-sent events until the server ends them or `each` answers false. `each` is given
  /// the text of one event's data.
  public void events(String path, Predicate<String> each) {
    var request = request(path).header("Accept", "text/event-stream").GET().build();
    try {
      var answer = client.send(request, BodyHandlers.ofInputStream());
      try (var lines =
          new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
        if (answer.statusCode() >= FIRST_REFUSAL) {
          var body = String.join("\n", lines.lines().toList());
          throw Problem.refused(door.url(), answer.statusCode(), body);
        }
        follow(lines, each);
      }
    } catch (IOException failed) {
      throw Problem.unreachable(door.url(), failed);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static void follow(BufferedReader lines, Predicate<String> each) throws IOException {
    var data = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data:")) {
        data.append(line.substring("data:".length()).strip());
      } else if (line.isEmpty() && !data.isEmpty()) {
        if (!each.test(data.toString())) {
          return;
        }
        data.setLength(0);
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(target(path)).timeout(ANSWER);
    if (!door.token().isEmpty()) {
      add(request, "Authorization", "Bearer " + door.token());
    }
    return request;
  }

  /// What a person typed goes into a header: its value is not told back, it may be a secret.
  private static void add(HttpRequest.Builder request, String name, String value) {
    try {
      request.header(name, value);
    } catch (IllegalArgumentException _) {
      throw Problem.unsendable(name);
    }
  }

  private URI target(String path) {
    var base = door.url().toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() >= FIRST_REFUSAL) {
        throw Problem.refused(door.url(), answer.statusCode(), answer.body());
      }
      return new Reply(answer.statusCode(), answer.body());
    } catch (IOException failed) {
      throw Problem.unreachable(door.url(), failed);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  private static Failure interrupted(InterruptedException why) {
    Thread.currentThread().interrupt();
    var failure =
        Failure.of(
            Exit.FAILED,
            "interrupted",
            "The command was interrupted.",
            "What was sent may have been taken.",
            "Look with 'holdfast runs list'.");
    failure.addSuppressed(why);
    return failure;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
