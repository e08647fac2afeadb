package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A caller of a server's API.
final class Api implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAGE = 500;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI root;
  private final String token;

  Api(int port, String token) {
    this.root = URI.create("http://127.0.0.1:" + port);
    this.token = token;
  }

  /// What a server answered.
  record Reply(int status, String body, HttpResponse<String> whole) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String text(String field) {
      return json().path(field).asString("");
    }

    String code() {
      return text("code");
    }

    String header(String name) {
      return whole.headers().firstValue(name).orElse("");
    }
  }

  Reply get(String path) {
    return told(request(path).GET());
  }

  Reply post(String path, Object body) {
    return told(posting(path, body, Map.of()));
  }

  Reply post(String path, Object body, Map<String, String> headers) {
    return told(posting(path, body, headers));
  }

  /// Saves something whole.
  ///
  /// @param seen the revision that the writer has read, empty for none
  Reply put(String path, String body, String seen) {
    var request = request(path).PUT(BodyPublishers.ofString(body));
    request.header("Content-Type", "application/json");
    return told(seen.isEmpty() ? request : request.header("If-Match", seen));
  }

  /// Sends a body as it is.
  Reply raw(String method, String path, byte[] body, Map<String, String> headers) {
    var request = request(path).method(method, BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    return told(request);
  }

  /// The same for a server that may be killed meanwhile.
  Reply attempt(String path, Object body, Map<String, String> headers) throws IOException {
    return send(posting(path, body, headers));
  }

  private HttpRequest.Builder posting(String path, Object body, Map<String, String> headers) {
    var text = body instanceof String given ? given : JSON.writeValueAsString(body);
    var request = request(path).POST(BodyPublishers.ofString(text));
    request.header("Content-Type", "application/json");
    headers.forEach(request::setHeader);
    return request;
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE);
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Reply told(HttpRequest.Builder request) {
    try {
      return send(request);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Reply send(HttpRequest.Builder request) throws IOException {
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body(), answer);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  /// The status of a GET, zero where nobody answers.
  int status(String path) {
    try {
      return send(request(path).GET()).status();
    } catch (IOException _) {
      return 0;
    }
  }

  /// Every item of a list, page by page.
  List<JsonNode> all(String path) {
    var items = new ArrayList<JsonNode>();
    var cursor = "";
    do {
      var more = cursor.isEmpty() ? "" : "&cursor=" + cursor;
      var separator = path.contains("?") ? "&" : "?";
      var reply = get(path + separator + "limit=" + PAGE + more);
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      reply.json().path("items").forEach(items::add);
      cursor = reply.text("nextCursor");
    } while (!cursor.isEmpty());
    return items;
  }

  /// A term of one of the books, like `B1` and `pending`.
  long book(String id, String term) {
    for (var book : get("/v1/books").json().path("books")) {
      if (book.path("id").asString("").equals(id)) {
        return book.path("right").path(term).asLong(0);
      }
    }
    throw new AssertionError("there is no book " + id);
  }

  /// Fails unless every book balances.
  void assertBooksBalance() {
    var books = get("/v1/books");
    assertThat(books.status()).as(books.body()).isEqualTo(200);
    assertThat(books.json().path("balanced").asBoolean(false)).as(books.body()).isTrue();
    var listed = new ArrayList<String>();
    for (var book : books.json().path("books")) {
      listed.add(book.path("id").asString(""));
      assertThat(book.path("balanced").asBoolean(false)).as(book.toString()).isTrue();
    }
    assertThat(listed).contains("B1", "B3", "B4", "B5", "B6", "B8", "B9");
  }

  /// Waits until nothing is pending in the books of requests, tasks and deliveries.
  void awaitQuiet(Duration patience) {
    Await.until(
        patience,
        () -> book("B1", "pending") + book("B3", "pending") + book("B5", "pending") == 0,
        () -> get("/v1/books").body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
