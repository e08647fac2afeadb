package dev.holdfast.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// One kept connection that speaks just enough HTTP/1.1 to post JSON, so that the client costs next
/// to nothing beside the server. For one thread at a time.
final class HttpWire implements AutoCloseable {
  private static final int OK_MAX = 299;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String head;

  HttpWire(URI server, String token) {
    this(server, Map.of("Authorization", "Bearer " + token));
  }

  HttpWire(URI server, Map<String, String> headers) {
    try {
      this.socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      this.out = socket.getOutputStream();
      this.head =
          " HTTP/1.1\r\nHost: "
              + server.getAuthority()
              + headers.entrySet().stream()
                  .map(header -> "\r\n" + header.getKey() + ": " + header.getValue())
                  .collect(Collectors.joining())
              + "\r\nContent-Type: application/json\r\n";
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    }
  }

  /// Returns the answer's body.
  ///
  /// @throws IllegalStateException when the server does not answer with success
  String post(String path, String key, String body) {
    try {
      var content = body.getBytes(StandardCharsets.UTF_8);
      var keyLine = key.isEmpty() ? "" : "Idempotency-Key: " + key + "\r\n";
      var text = "POST " + path + head + keyLine + "Content-Length: " + content.length + "\r\n\r\n";
      var start = text.getBytes(StandardCharsets.US_ASCII);
      var whole = java.util.Arrays.copyOf(start, start.length + content.length);
      System.arraycopy(content, 0, whole, start.length, content.length);
      out.write(whole);
      out.flush();
      return answer();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private String answer() throws IOException {
    var status = line();
    int length = 0;
    boolean chunked = false;
    for (var line = line(); !line.isEmpty(); line = line()) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
    }
    var body = chunked ? chunks() : text(length);
    if (Integer.parseInt(status.split(" ", 3)[1]) > OK_MAX) {
      throw new IllegalStateException(status + ": " + body);
    }
    return body;
  }

  private String chunks() throws IOException {
    var body = new StringBuilder();
    for (int size = size(); size > 0; size = size()) {
      body.append(text(size));
      line();
    }
    line();
    return body.toString();
  }

  private int size() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private String text(int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder(64);
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new IOException("the server closed the connection");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
