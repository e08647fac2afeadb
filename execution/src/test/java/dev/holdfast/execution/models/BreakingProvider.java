package dev.holdfast.execution.models;

import dev.holdfast.core.Json;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Speaks chat completions over a raw socket, and breaks in every way on purpose: each model by its
/// own script, the last one again and again.
final class BreakingProvider implements Closeable {
  private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]+)\"");
  private static final String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

  private final ServerSocket listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final Map<String, Queue<Break>> scripts = new ConcurrentHashMap<>();
  private final Map<String, Break> last = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  /// What happens to one connection after its request was read.
  @FunctionalInterface
  interface Break {
    void play(Line line) throws IOException, InterruptedException;
  }

  BreakingProvider() throws IOException {
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /// What the model does next, and then; the last again and again.
  BreakingProvider model(String name, Break... breaks) {
    scripts.put(name, new ConcurrentLinkedQueue<>(List.of(breaks)));
    last.remove(name);
    return this;
  }

  /// How often the model was asked.
  long asked(String model) {
    return asked.stream().filter(model::equals).count();
  }

  void forget() {
    asked.clear();
    questions.clear();
  }

  /// All that was asked, as it was written.
  List<String> questions() {
    return questions;
  }

  static Break status(String status, String headers, String body) {
    return line ->
        line.write(
            "HTTP/1.1 %s\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(status, headers, body.length(), body));
  }

  static Break refuses(String status, String code, String message) {
    var body =
        "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"code\":\"%s\"}}"
            .formatted(message, code);
    return status(status, "Content-Type: application/json\r\n", body);
  }

  static Break busy(String retryAfter) {
    return status("429 Too Many Requests", "Retry-After: " + retryAfter + "\r\n", "{}");
  }

  /// The connection breaks before a byte came back.
  static Break reset() {
    return Line::reset;
  }

  /// Takes the question and never says anything.
  static Break silent() {
    return Line::fallSilent;
  }

  /// Answers with its head, and shows that it is alive for ever, and says nothing.
  static Break tokenless() {
    return line -> {
      line.write(EVENTS);
      line.drip(": keep-alive\n\ndata: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n");
    };
  }

  /// The beginning of an answer, and then what follows.
  static Break begun(String text, Break then) {
    return line -> {
      line.write(EVENTS + content(text));
      then.play(line);
    };
  }

  /// So many pieces of an answer, each with its number, and then what follows.
  static Break pieces(int count, Break then) {
    return line -> {
      var text = new StringBuilder(EVENTS);
      for (int piece = 0; piece < count; piece++) {
        text.append(content("piece " + piece + " "));
      }
      line.write(text.toString());
      then.play(line);
    };
  }

  /// Keeps silent for so long before it goes on.
  static Break later(Duration time, Break then) {
    return line -> {
      if (!line.closing().await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        then.play(line);
      }
    };
  }

  /// Comments for ever.
  static Break alive() {
    return line -> line.drip(": keep-alive\n\n");
  }

  /// Content for ever.
  static Break chatter() {
    return line -> line.drip(content("and "));
  }

  /// An error where a piece should be.
  static Break error(String body) {
    return line -> line.write("data: " + body + "\n\n");
  }

  /// Says what no piece is, and goes on as if nothing had been.
  static Break garbage() {
    return line -> line.write("data: {\"choices\":[{\"del\n\n" + ending("a"));
  }

  /// The whole answer without the end marker.
  static Break endless(String text) {
    return begun(text, _ -> {});
  }

  static Break malformed(String text) {
    return begun(text, garbage());
  }

  /// A whole answer, by a model that calls itself `served`.
  static Break says(String text, String served) {
    return begun(text, line -> line.write(ending(served)));
  }

  /// Answers on a connection that stays open, and breaks it when it is asked again there.
  static Break once(String status, String body) {
    return line -> {
      line.write(
          "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body));
      if (line.socket().getInputStream().read() >= 0) {
        line.reset();
      }
    };
  }

  /// A whole answer in one text, for [#once].
  static String whole(String text, String served) {
    return content(text) + ending(served);
  }

  private static String content(String text) {
    return "data: {\"choices\":[{\"delta\":{\"content\":" + Json.string(text).text() + "}}]}\n\n";
  }

  static String ending(String served) {
    return ("data: {\"model\":\"%s\",\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"model\":\"%s\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,"
            + "\"completion_tokens\":5}}\n\ndata: [DONE]\n\n")
        .formatted(served, served);
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      closing.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var question = read(socket);
      questions.add(question);
      var matcher = MODEL.matcher(question);
      var model = matcher.find() ? matcher.group(1) : "";
      asked.add(model);
      var next = scripts.getOrDefault(model, new ConcurrentLinkedQueue<>()).poll();
      if (next != null) {
        last.put(model, next);
      }
      last.getOrDefault(model, status("404 Not Found", "", ""))
          .play(new Line(socket, socket.getOutputStream(), closing));
    } catch (IOException | InterruptedException _) {
      // The other side went away, which some of this is there to provoke.
    }
  }

  private static String read(Socket socket) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    int length = 0;
    for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    var body = new StringBuilder();
    for (int i = 0; i < length; i++) {
      body.append((char) reader.read());
    }
    return body.toString();
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listening.close();
    for (var socket : sockets) {
      socket.close();
    }
  }

  /// One connection, seen from the provider.
  record Line(Socket socket, OutputStream output, CountDownLatch closing) {
    void write(String text) throws IOException {
      output.write(text.getBytes(StandardCharsets.UTF_8));
      output.flush();
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    void fallSilent() throws InterruptedException {
      closing.await();
    }

    /// Again and again until the test is over.
    void drip(String text) throws IOException, InterruptedException {
      while (!closing.await(20, TimeUnit.MILLISECONDS)) {
        write(text);
      }
    }
  }
}
