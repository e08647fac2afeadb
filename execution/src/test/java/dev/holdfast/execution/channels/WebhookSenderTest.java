package dev.holdfast.execution.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.core.config.ChannelSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.egress.ScriptedServer;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.signing.Authenticity;
import dev.holdfast.ledger.signing.Signatures;
import dev.holdfast.ledger.signing.Stamp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
final class WebhookSenderTest {
  private static final String SECRET = "whsec_c2VjcmV0c2VjcmV0c2VjcmV0";
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path workspace;

  private WebhookSender sender(String url, Secret secret, String... allowed) {
    return new WebhookSender(
        new ChannelSpec.Webhook(url, secret, Duration.ofSeconds(20)),
        new Secrets(workspace, Map.of("HOOK", SECRET, "BAD", "whsec_!"), new Redaction()),
        new Outbound(new Egress(List.of(allowed), Resolver.SYSTEM)),
        InstantSource.fixed(Dispatches.NOW));
  }

  private Sent send(ScriptedServer server, Dispatch dispatch) {
    return sender(server.uri().toString(), new Secret.Env("HOOK"), "127.0.0.1").send(dispatch);
  }

  private Sent answered(String answer) throws IOException {
    try (var server = ScriptedServer.answering(answer)) {
      return send(server, Dispatches.of(112, 1));
    }
  }

  @Test
  void a_message_is_posted_signed_and_the_answer_is_the_receipt() throws Exception {
    var bodies = new ArrayBlockingQueue<String>(2);
    var stamps = new ArrayBlockingQueue<Stamp>(2);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.createContext(
        "/hook",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          stamps.add(
              new Stamp(
                  headers.getFirst(Stamp.ID),
                  headers.getFirst(Stamp.TIMESTAMP),
                  headers.getFirst(Stamp.SIGNATURE)));
          var thanks = "thanks,\n" + SECRET;
          exchange.sendResponseHeaders(202, thanks.length());
          exchange.getResponseBody().write(thanks.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
      var sender = sender(url, new Secret.Env("HOOK"), "127.0.0.1");
      assertThat(sender.send(Dispatches.of(112, 1)))
          .isEqualTo(new Sent.Receipt("HTTP 202 Accepted: thanks, ***"));
      sender.send(Dispatches.of(112, 2));
    } finally {
      server.stop(0);
    }
    var body = bodies.take();
    var stamp = stamps.take();
    assertThat(JsonMapper.shared().readTree(body))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"id":"delivery_3g","kind":"reply","channel":"support",
                     "text":"It answers in 12 ms","data":{"status":200},"actor":"ada",
                     "thread":"thread-7","run":"run_3g","request":"request_3g",
                     "correlationId":"c0ffee","createdAt":"2026-03-01T10:00:00Z"}
                    """));
    assertThat(stamp.id()).isEqualTo("delivery_3g");
    assertThat(
            Signatures.with(SECRET)
                .orElseThrow()
                .verify(stamp, body.getBytes(StandardCharsets.UTF_8), Dispatches.NOW))
        .isInstanceOf(Authenticity.Genuine.class);
    assertThat(bodies.take()).isEqualTo(body);
    assertThat(stamps.take().id()).isEqualTo(stamp.id());
  }

  @Test
  void a_receiver_that_is_gone_is_told_apart() throws IOException {
    assertThat(answered("HTTP/1.1 410 Gone\r\n\r\n")).isEqualTo(new Sent.Gone("HTTP 410 Gone"));
  }

  @Test
  void a_receiver_that_asks_for_patience_gets_it_up_to_an_hour() throws IOException {
    assertThat(answered("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\n\r\n"))
        .isEqualTo(new Sent.Transient("http-429", "HTTP 429 Slow", Duration.ofSeconds(7)));
    assertThat(answered("HTTP/1.1 503 Busy\r\nRetry-After: Sun, 01 Mar 2026 10:02:00 GMT\r\n\r\n"))
        .isEqualTo(new Sent.Transient("http-503", "HTTP 503 Busy", Duration.ofMinutes(2)));
    assertThat(answered("HTTP/1.1 429 Slow\r\nRetry-After: 999999\r\n\r\n"))
        .isEqualTo(new Sent.Transient("http-429", "HTTP 429 Slow", Duration.ofHours(1)));
    for (var odd : List.of("soon", "-4", "Sun, 01 Mar 2026 09:00:00 GMT")) {
      assertThat(answered("HTTP/1.1 500 Oh\r\nRetry-After: " + odd + "\r\n\r\n"))
          .isEqualTo(new Sent.Transient("http-500", "HTTP 500 Oh", Duration.ZERO));
    }
    for (var status : List.of(408, 425, 502, 504)) {
      assertThat(answered("HTTP/1.1 " + status + " x\r\n\r\n")).isInstanceOf(Sent.Transient.class);
    }
  }

  @Test
  void a_refusal_and_a_redirect_are_final() throws IOException {
    assertThat(answered("HTTP/1.1 404 Not Found\r\n\r\nno such hook"))
        .isEqualTo(new Sent.Permanent("http-404", "HTTP 404 Not Found: no such hook"));
    assertThat(answered("HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1/\r\n\r\n"))
        .isEqualTo(new Sent.Permanent("redirect", "not followed: HTTP 307 Moved"));
  }

  @Test
  void only_the_beginning_of_an_answer_is_kept() throws IOException {
    assertThat(answered("HTTP/1.1 200 OK\r\n\r\n" + "y".repeat(100_000)))
        .isEqualTo(new Sent.Receipt("HTTP 200 OK: " + "y".repeat(200)));
  }

  @Test
  void silence_and_a_reset_after_the_message_leave_a_doubt() throws IOException {
    try (var silent = new ScriptedServer(ScriptedServer.Talk::fallSilent);
        var rude =
            new ScriptedServer(talk -> {
              talk.readRequest();
              talk.reset();
            })) {
      assertThat(send(silent, Dispatches.within(112, 1, SHORT)))
          .isEqualTo(new Sent.Ambiguous("timeout", "127.0.0.1: timeout (SocketException)"));
      assertThat(send(rude, Dispatches.of(112, 1)))
          .isInstanceOfSatisfying(
              Sent.Ambiguous.class, doubt -> assertThat(doubt.fault()).isEqualTo("reset"));
    }
  }

  @Test
  void a_refused_connection_is_worth_another_attempt() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(
            sender("http://127.0.0.1:" + port, new Secret.None(), "127.0.0.1")
                .send(Dispatches.of(112, 1)))
        .isInstanceOfSatisfying(
            Sent.Transient.class, again -> assertThat(again.fault()).isEqualTo("connect"));
  }

  @Test
  void a_private_address_is_refused_for_good() {
    assertThat(sender("http://127.0.0.1:9/", new Secret.None()).send(Dispatches.of(112, 1)))
        .isInstanceOfSatisfying(
            Sent.Permanent.class, no -> assertThat(no.fault()).isEqualTo("egress-refused"));
  }

  @Test
  void nothing_is_sent_without_the_secret_that_the_workspace_names() throws IOException {
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      var url = server.uri().toString();
      assertThat(sender(url, new Secret.Env("NONE"), "127.0.0.1").send(Dispatches.of(112, 1)))
          .isInstanceOfSatisfying(
              Sent.Transient.class, no -> assertThat(no.fault()).isEqualTo("secret-missing"));
      assertThat(sender(url, new Secret.Env("BAD"), "127.0.0.1").send(Dispatches.of(112, 1)))
          .isInstanceOfSatisfying(
              Sent.Permanent.class, no -> assertThat(no.fault()).isEqualTo("secret-unusable"));
      assertThat(server.connections()).isZero();
    }
  }
}
