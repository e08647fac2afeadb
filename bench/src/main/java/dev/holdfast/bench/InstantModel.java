package dev.holdfast.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A provider of chat completions on loopback that answers at once, whole or as a stream, always
/// the same. It costs next to nothing beside what is measured.
final class InstantModel implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":10,\"total_tokens\":22}";
  private static final byte[] WHOLE = whole();
  private static final byte[] STREAM = stream();

  private final ServerSocket server;

  InstantModel() {
    try {
      this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    Thread.ofVirtual().name("instant-model").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(closed);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        int length = length(in);
        var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        socket.getOutputStream().write(body.contains("\"stream\":true") ? STREAM : WHOLE);
      }
    } catch (IOException closed) {
      // The caller has what it wanted.
      return;
    }
  }

  /// Reads a request's head; returns the length of its body.
  private static int length(InputStream in) throws IOException {
    int length = 0;
    var line = new StringBuilder();
    for (int read = in.read(); ; read = in.read()) {
      if (read < 0) {
        throw new IOException("closed");
      }
      if (read == '\n') {
        if (line.isEmpty()) {
          return length;
        }
        var lower = line.toString().toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(lower.substring(15).strip());
        }
        line.setLength(0);
      } else if (read != '\r') {
        line.append((char) read);
      }
    }
  }

  private static byte[] whole() {
    var body =
        "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"mini\",\"choices\":[{\"index\":0,"
            + "\"message\":{\"role\":\"assistant\",\"content\":\""
            + "word ".repeat(10)
            + "\"},\"finish_reason\":\"stop\"}],"
            + USAGE
            + "}";
    return bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static byte[] stream() {
    var events =
        new StringBuilder(event("\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]"));
    for (int i = 0; i < 10; i++) {
      events.append(event("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"}}]"));
    }
    events.append(event("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]"));
    events.append(event("\"choices\":[]," + USAGE)).append("data: [DONE]\n\n");
    return bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(events.length())
            + "\r\n"
            + events
            + "\r\n0\r\n\r\n");
  }

  private static String event(String members) {
    return "data:"
        + " {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"mini\","
        + members
        + "}\n\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
