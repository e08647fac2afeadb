package dev.holdfast.execution.spans;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes OTLP over HTTP as the protocol's own definition says (protobuf), or does not.
final class FakeCollector implements AutoCloseable {
  final LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();

  /// Closed, it takes calls and answers none.
  final CountDownLatch open;

  /// How often it is too busy before it takes anything.
  final AtomicInteger busy = new AtomicInteger();

  private final HttpServer server;
  private final int status;

  /// A span as it arrived.
  record Told(
      String trace,
      String parent,
      String name,
      long kind,
      long nanos,
      Map<String, String> attributes,
      long status) {}

  FakeCollector(int status, boolean answers) throws IOException {
    this.status = status;
    this.open = new CountDownLatch(answers ? 0 : 1);
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    try {
      open.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    if (status == 200) {
      for (var spans : fields(ByteBuffer.wrap(body), 1)) {
        fields(spans, 2).forEach(scope -> fields(scope, 2).forEach(span -> told.add(read(span))));
      }
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static Told read(ByteBuffer span) {
    var attributes = new TreeMap<String, String>();
    for (var pair : fields(span, 9)) {
      attributes.put(text(fields(pair, 1).getFirst()), value(fields(pair, 2).getFirst()));
    }
    var statuses = fields(span, 15);
    return new Told(
        hex(span, 1),
        hex(span, 4),
        text(fields(span, 5).getFirst()),
        number(span, 6),
        number(span, 8) - number(span, 7),
        attributes,
        statuses.isEmpty() ? 0 : number(statuses.getFirst(), 3));
  }

  private static String hex(ByteBuffer message, int field) {
    var found = fields(message, field);
    return found.isEmpty() ? "" : HexFormat.of().formatHex(bytes(found.getFirst()));
  }

  private static String value(ByteBuffer any) {
    if (!fields(any, 1).isEmpty()) {
      return text(fields(any, 1).getFirst());
    }
    if (!fields(any, 5).isEmpty()) {
      return fields(fields(any, 5).getFirst(), 1).stream()
          .map(FakeCollector::value)
          .toList()
          .toString();
    }
    return Long.toString(number(any, 3));
  }

  private static long number(ByteBuffer message, int field) {
    var found = fields(message, field);
    return found.isEmpty() ? 0 : found.getFirst().order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  private static String text(ByteBuffer buffer) {
    return new String(bytes(buffer), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /// The values of a field, numbers as eight bytes.
  private static List<ByteBuffer> fields(ByteBuffer message, int wanted) {
    var found = new ArrayList<ByteBuffer>();
    var rest = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    while (rest.hasRemaining()) {
      long tag = varint(rest);
      var value =
          switch ((int) (tag & 7)) {
            case 0 -> eight(varint(rest));
            case 1 -> eight(rest.getLong());
            case 2 -> slice(rest, (int) varint(rest));
            case 5 -> eight(rest.getInt());
            default -> throw new IllegalStateException("no protobuf: " + tag);
          };
      if (tag >> 3 == wanted) {
        found.add(value);
      }
    }
    return found;
  }

  private static ByteBuffer slice(ByteBuffer rest, int length) {
    var slice = rest.slice(rest.position(), length);
    rest.position(rest.position() + length);
    return slice;
  }

  private static ByteBuffer eight(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
  }

  private static long varint(ByteBuffer rest) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      long piece = rest.get();
      value |= (piece & 0x7f) << shift;
      if (piece >= 0) {
        return value;
      }
    }
  }

  @Override
  public void close() {
    open.countDown();
    server.stop(0);
  }
}
