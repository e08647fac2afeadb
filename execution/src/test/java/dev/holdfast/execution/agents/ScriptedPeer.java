package dev.holdfast.execution.agents;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// An HTTP server on loopback that gives one scripted answer after the other, the last one again
/// and again. A GET is answered with a page of its own, one under `/hang` never, one under `/hold`
/// when it is let go, and one under `/long` with more than a model gets.
final class ScriptedPeer implements Closeable {
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> pages = new CopyOnWriteArrayList<>();
  private final Semaphore hanging = new Semaphore(0);
  private final Semaphore held = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private final Semaphore left = new Semaphore(0);
  private volatile Script last = answer("404 Not Found", "");

  @FunctionalInterface
  interface Script {
    void play(Talk talk) throws IOException, InterruptedException;
  }

  ScriptedPeer() throws IOException {
    Thread.ofPlatform().daemon().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return listening.getLocalPort();
  }

  ScriptedPeer then(Script script) {
    scripts.add(script);
    return this;
  }

  /// All that was asked by POST, heads and bodies.
  List<String> requests() {
    return requests;
  }

  static Script answer(String status, String body) {
    return talk ->
        talk.write(
            "HTTP/1.1 "
                + status
                + "\r\nConnection: close"
                + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body);
  }

  /// A stream of events, one for each text, cut off after the last.
  static Script stream(String... events) {
    return talk -> {
      talk.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
      for (var event : events) {
        talk.write("data: " + event + "\n\n");
      }
    };
  }

  /// A chat completion that says the parts, and ends as it should.
  static Script says(String... parts) {
    var events = new java.util.ArrayList<String>();
    for (var part : parts) {
      events.add(
          "{\"choices\":[{\"delta\":{\"content\":"
              + dev.holdfast.core.Json.string(part).text()
              + "}}]}");
    }
    return ending(events, "stop");
  }

  /// A chat completion that wants `http_get` of all the addresses.
  static Script wantsPages(List<String> urls) {
    var events = new java.util.ArrayList<String>();
    for (int i = 0; i < urls.size(); i++) {
      var url = dev.holdfast.core.Json.string("{\"url\":\"" + urls.get(i) + "\"}").text();
      events.add(
          "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":%1$d,\"id\":\"call_%1$d\",\"function\":{\"name\":\"http_get\",\"arguments\":%2$s}}]}}]}"
              .formatted(i, url));
    }
    return ending(events, "tool_calls");
  }

  /// A chat completion that wants one tool, its arguments in two pieces.
  static Script wants(String tool, String arguments) {
    int half = arguments.length() / 2;
    var first = dev.holdfast.core.Json.string(arguments.substring(0, half)).text();
    var second = dev.holdfast.core.Json.string(arguments.substring(half)).text();
    var call = "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,";
    return ending(
        new java.util.ArrayList<>(
            List.of(
                call + "\"id\":\"call_1\",\"function\":{\"name\":\"" + tool + "\"}}]}}]}",
                call + "\"function\":{\"arguments\":" + first + "}}]}}]}",
                call + "\"function\":{\"arguments\":" + second + "}}]}}]}")),
        "tool_calls");
  }

  private static Script ending(List<String> events, String reason) {
    events.add("{\"choices\":[{\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}");
    events.add("{\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}");
    events.add("[DONE]");
    return stream(events.toArray(String[]::new));
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        sockets.add(socket);
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException _) {
      closing.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var request = read(socket);
      if (request.startsWith("GET")) {
        get(request.split(" ")[1], Talk.over(socket, closing));
        return;
      }
      requests.add(request);
      var next = scripts.poll();
      last = next == null ? last : next;
      last.play(Talk.over(socket, closing));
    } catch (IOException | InterruptedException _) {
      // The other side went away, which some scripts are there to provoke.
    }
  }

  private void get(String path, Talk talk) throws IOException, InterruptedException {
    pages.add(path);
    if (path.startsWith("/hang")) {
      hang(talk);
    } else if (path.startsWith("/hold")) {
      held.release();
      released.await();
      answer("200 OK", "held: " + path).play(talk);
    } else if (path.startsWith("/long")) {
      answer("200 OK", "a long page ".repeat(6_000)).play(talk);
    } else {
      answer("200 OK", "a page of its own: " + path).play(talk);
    }
  }

  /// Never answers, until the other side hangs up.
  void hang(Talk talk) throws IOException {
    hanging.release();
    if (talk.input().read() < 0) {
      left.release();
    }
  }

  /// Whether so many talks hang.
  boolean awaitHanging(int talks) throws InterruptedException {
    return hanging.tryAcquire(talks, 20, TimeUnit.SECONDS);
  }

  /// Whether the other side hung up on so many hanging talks.
  boolean awaitLeft(int talks) throws InterruptedException {
    return left.tryAcquire(talks, 20, TimeUnit.SECONDS);
  }

  /// Whether so many pages are held, and no more than that come.
  boolean awaitHeld(int talks) throws InterruptedException {
    return held.tryAcquire(talks, 20, TimeUnit.SECONDS)
        && !held.tryAcquire(1, 200, TimeUnit.MILLISECONDS);
  }

  void letGo() {
    released.countDown();
  }

  /// What was asked by GET, as it came in.
  List<String> pages() {
    return pages;
  }

  private static String read(Socket socket) throws IOException {
    var reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    var text = new StringBuilder();
    int length = 0;
    for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
      text.append(line).append('\n');
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    text.append('\n');
    for (int i = 0; i < length; i++) {
      text.append((char) reader.read());
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listening.close();
    for (var socket : sockets) {
      socket.close();
    }
  }

  /// One connection, seen from the peer.
  record Talk(InputStream input, OutputStream output, CountDownLatch closing) {
    static Talk over(Socket socket, CountDownLatch closing) throws IOException {
      return new Talk(socket.getInputStream(), socket.getOutputStream(), closing);
    }

    void write(String text) throws IOException {
      output.write(text.getBytes(StandardCharsets.UTF_8));
      output.flush();
    }

    void fallSilent() throws InterruptedException {
      closing.await();
    }

    /// Writes the text every few milliseconds until the test is over.
    void drip(String text) throws IOException, InterruptedException {
      while (!closing.await(20, TimeUnit.MILLISECONDS)) {
        write(text);
      }
    }
  }
}
