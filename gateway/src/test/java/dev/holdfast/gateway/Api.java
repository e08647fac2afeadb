package dev.holdfast.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to a gateway as one caller.
final class Api {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final URI address;
  private final String token;

  Api(URI address, String token) {
    this.address = address;
    this.token = token;
  }

  String token() {
    return token;
  }

  Api as(String other) {
    return new Api(address, other);
  }

  /// An answer with its JSON.
  record Got(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      return MAPPER.readTree(response.body());
    }

    String text(String pointer) {
      return json().at(pointer).asString();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  HttpRequest.Builder to(String path) {
    var builder = HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(90));
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  Got get(String path, String... headers) {
    return send(with(to(path).GET(), headers));
  }

  Got delete(String path, String... headers) {
    return send(with(to(path).DELETE(), headers));
  }

  Got put(String path, String body, String... headers) {
    var request =
        to(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body));
    return send(with(request, headers));
  }

  Got post(String path, String body, String... headers) {
    var request =
        to(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(with(request, headers));
  }

  static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  Got send(HttpRequest.Builder request) {
    try {
      return new Got(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException broken) {
      throw new IllegalStateException("the gateway did not answer", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  HttpResponse<java.util.stream.Stream<String>> lines(String path, String... headers)
      throws IOException, InterruptedException {
    return CLIENT.send(with(to(path).GET(), headers).build(), BodyHandlers.ofLines());
  }
}
