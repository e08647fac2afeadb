package dev.holdfast.gateway;

import dev.holdfast.gateway.models.ModelParts;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A house whose models answer as a test has written it down.
final class ModelHouse implements AutoCloseable {
  static final String CHAT = "/v1/chat/completions";
  static final String RESPONSES = "/v1/responses";
  private static final JsonMapper MAPPER = new JsonMapper();

  final ScriptedDoor door = new ScriptedDoor();
  final House house;
  final Api api;

  ModelHouse() throws InterruptedException {
    this(new ModelParts.Limits(1_000, 100));
  }

  ModelHouse(ModelParts.Limits limits) throws InterruptedException {
    house = new House(InstantSource.system(), new ModelParts(door, limits));
    api = house.api;
  }

  static String chat(String more) {
    return "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
        .formatted(more.isEmpty() ? "" : "," + more);
  }

  static String response(String more) {
    return "{\"model\":\"small\",\"input\":\"hi\"%s}".formatted(more.isEmpty() ? "" : "," + more);
  }

  /// An event of a stream.
  record Event(String name, String text) {
    JsonNode json() {
      return MAPPER.readTree(text);
    }
  }

  static List<Event> events(Api.Got got) {
    var events = new ArrayList<Event>();
    for (var block : got.response().body().split("\n\n", -1)) {
      var name = "";
      for (var line : block.split("\n", -1)) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, line.substring(6)));
        }
      }
    }
    return events;
  }

  /// A caller whose connection a test holds in its hands.
  Socket open(String path, String body) throws IOException {
    var socket = new Socket(api.address.getHost(), api.address.getPort());
    var request =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + api.token()
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /// Reads until this was seen; returns everything.
  static String until(InputStream in, String text) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new AssertionError("the line ended: " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  @Override
  public void close() {
    house.close();
  }
}
