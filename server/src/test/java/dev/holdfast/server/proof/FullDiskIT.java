package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A full disk stops the intake, clearly, and nothing else; work goes on by itself when there is
/// room.
final class FullDiskIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 400;

  @Test
  void a_full_disk_stops_intake_and_room_resumes_it() throws IOException {
    try (var disk = SmallDisk.mount(Home.fresh("full-disk").folder().resolve("data"), "12m")) {
      var home = new Home(disk.folder().getParent()).holding(yaml());
      try (var node = Node.ready(home, Home.freePort());
          var api = node.api()) {
        var first = api.post("/v1/requests", request(0));
        assertThat(first.status()).isEqualTo(202);
        var ballast = disk.folder().resolve("ballast");
        var refused = fill(api, ballast);
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.code()).isNotEmpty();
        assertThat(refused.text("nextAction")).isNotEmpty();
        assertThat(api.get("/v1/requests/" + first.text("request")).status()).isEqualTo(200);
        assertThat(api.get("/v1/books").status()).isEqualTo(200);
        assertThat(api.get("/healthz").status()).isEqualTo(200);
        assertThat(api.get("/readyz").status()).isEqualTo(503);
        Files.delete(ballast);
        Await.until(
            PATIENCE,
            () -> api.post("/v1/requests", request(1)).status() == 202,
            () -> node.tail());
        Await.until(PATIENCE, () -> api.status("/readyz") == 200, node::tail);
        api.awaitQuiet(PATIENCE);
        api.assertBooksBalance();
        node.stop();
      }
    }
  }

  /// Takes all the room that is left, then asks until somebody says no.
  private static Api.Reply fill(Api api, Path ballast) throws IOException {
    for (int i = 2; i < MANY; i++) {
      stuff(ballast);
      var reply = api.post("/v1/requests", request(i));
      if (reply.status() != 202) {
        return reply;
      }
    }
    throw new AssertionError("the disk was never full");
  }

  private static void stuff(Path ballast) throws IOException {
    try (var out =
        Files.newOutputStream(
            ballast,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static Map<String, Object> request(int number) {
    return Map.of("actor", "ada", "channel", "desk", "text", "word ".repeat(200) + number);
  }

  private static String yaml() {
    return """
    holdfast: 1
    workspace: full-disk
    server: {data: ./data}
    channels:
      desk: {kind: console, responder: echo, waiting: 10000}
    models:
      providers: {practice: {kind: practice}}
    agents:
      echo: {kind: model, model: practice/echo}
    """;
  }
}
