package dev.holdfast.execution.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.execution.egress.OutboundRequest.Limits;
import dev.holdfast.execution.egress.OutboundRequest.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class OutboundTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Outbound OUTBOUND =
      new Outbound(new Egress(List.of("127.0.0.1", "localhost"), Resolver.SYSTEM));

  @TempDir private Path folder;

  private static OutboundRequest request(URI uri, Duration total, Reading reading) {
    return new OutboundRequest(
        "POST", uri, Map.of("X-Test", "yes"), "{\"ü\":1}", new Limits(LONG, total, 1000, reading));
  }

  private static Exchange exchange(ScriptedServer server) {
    return OUTBOUND.exchange(request(server.uri(), LONG, Reading.WHOLE));
  }

  private static Exchange.Answered answered(String answer) throws IOException {
    try (var server = ScriptedServer.answering(answer)) {
      return (Exchange.Answered) exchange(server);
    }
  }

  private static String faultOf(String answer) throws IOException {
    try (var server = ScriptedServer.answering(answer)) {
      return ((Exchange.MaybeSent) exchange(server)).fault();
    }
  }

  @Test
  void a_request_arrives_as_it_was_given() throws IOException, InterruptedException {
    var seen = new ArrayBlockingQueue<String>(1);
    try (var server =
        new ScriptedServer(talk -> {
          seen.add(talk.readRequest());
          talk.write("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
      var uri = URI.create(server.uri() + "/ü?q=a%20b#part");
      var exchange = OUTBOUND.exchange(request(uri, LONG, Reading.WHOLE));
      assertThat(exchange).isInstanceOf(Exchange.Answered.class);
      assertThat(seen.take())
          .startsWith("POST /hook/%C3%BC?q=a%20b HTTP/1.1\n")
          .contains("Host: 127.0.0.1:" + server.port() + "\n")
          .contains("Connection: close\n")
          .contains("Content-Length: 8\n")
          .contains("X-Test: yes\n")
          .endsWith("\n\n{\"Ã¼\":1}");
    }
  }

  @Test
  void a_body_is_read_by_length_by_chunks_and_to_the_end() throws IOException {
    assertThat(answered("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef").body())
        .isEqualTo("abc");
    assertThat(
            answered(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: t\r\n\r\n")
                .body())
        .isEqualTo("abcde");
    assertThat(answered("HTTP/1.0 200\r\n\r\nall of it").body()).isEqualTo("all of it");
    assertThat(answered("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nafter").body())
        .isEqualTo("after");
  }

  @Test
  void headers_are_found_whatever_their_case() throws IOException {
    var answered = answered("HTTP/1.1 429 Slow Down\r\nrEtry-aFter: 7\r\n\r\n");
    assertThat(answered.status()).isEqualTo(429);
    assertThat(answered.reason()).isEqualTo("Slow Down");
    assertThat(answered.headers().first("Retry-After")).contains("7");
  }

  @Test
  void a_redirect_is_an_answer_and_not_followed() throws IOException {
    var there = new AtomicInteger();
    try (var target =
            new ScriptedServer(talk -> {
              there.incrementAndGet();
              talk.write("HTTP/1.1 200 OK\r\n\r\n");
            });
        var server =
            ScriptedServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: " + target.uri() + "\r\n\r\n")) {
      assertThat(((Exchange.Answered) exchange(server)).status()).isEqualTo(302);
      assertThat(target.connections()).isZero();
      assertThat(there).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded: yes\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n"
      })
  void what_is_no_plain_http_answer_is_told(String answer) throws IOException {
    assertThat(faultOf(answer)).isEqualTo("malformed-answer");
  }

  @Test
  void an_answer_that_breaks_off_may_have_been_acted_upon() throws IOException {
    assertThat(faultOf("")).isEqualTo("reset");
    assertThat(faultOf("HTTP/1.1 200 OK\r\nContent-Le")).isEqualTo("reset");
    assertThat(faultOf("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")).isEqualTo("reset");
    assertThat(faultOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc"))
        .isEqualTo("reset");
  }

  @Test
  void an_answer_may_not_be_endless() throws IOException {
    assertThat(faultOf("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1001))).isEqualTo("too-large");
    assertThat(faultOf("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"))
        .isEqualTo("too-large");
    assertThat(faultOf("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(201) + "\r\n"))
        .isEqualTo("malformed-answer");
  }

  @Test
  void a_glimpse_needs_no_more_than_the_status() throws IOException {
    for (var rest : List.of("x".repeat(5000), "Content-Length")) {
      try (var server =
          ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + rest)) {
        var exchange = OUTBOUND.exchange(request(server.uri(), LONG, Reading.GLIMPSE));
        assertThat(exchange)
            .isInstanceOfSatisfying(
                Exchange.Answered.class, answer -> assertThat(answer.body()).isNotEmpty());
      }
    }
  }

  @Test
  void silence_after_the_request_is_a_timeout_that_may_have_been_acted_upon() throws IOException {
    try (var server = new ScriptedServer(ScriptedServer.Talk::fallSilent)) {
      assertThat(OUTBOUND.exchange(request(server.uri(), SHORT, Reading.WHOLE)))
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("timeout"));
    }
  }

  @Test
  void a_drip_of_bytes_does_not_outlast_the_total() throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          talk.readRequest();
          talk.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
          while (!talk.pause(20)) {
            talk.write("x");
          }
        })) {
      long begin = System.nanoTime();
      assertThat(OUTBOUND.exchange(request(server.uri(), SHORT, Reading.WHOLE)))
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("timeout"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_receiver_that_does_not_read_does_not_hold_up_the_sender() throws IOException {
    try (var server = new ScriptedServer(ScriptedServer.Talk::fallSilent)) {
      var big =
          new OutboundRequest(
              "POST",
              server.uri(),
              Map.of(),
              "x".repeat(30_000_000),
              new Limits(LONG, SHORT, 1000, Reading.WHOLE));
      assertThat(OUTBOUND.exchange(big))
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("timeout"));
    }
  }

  @Test
  void a_reset_after_the_request_may_have_been_acted_upon() throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          talk.readRequest();
          talk.reset();
        })) {
      assertThat(exchange(server))
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("reset"));
    }
  }

  @Test
  void a_refused_connection_and_an_unknown_name_sent_nothing() throws IOException {
    URI closed;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    assertThat(OUTBOUND.exchange(request(closed, LONG, Reading.WHOLE)))
        .isInstanceOfSatisfying(
            Exchange.NotSent.class, sent -> assertThat(sent.fault()).isEqualTo("connect"));
    assertThat(OUTBOUND.exchange(request(URI.create("http://no.invalid/"), LONG, Reading.WHOLE)))
        .isInstanceOfSatisfying(
            Exchange.NotSent.class, sent -> assertThat(sent.fault()).isEqualTo("dns"));
  }

  @Test
  void a_look_up_that_hangs_sent_nothing() {
    var hanging =
        new Outbound(
            new Egress(
                List.of(),
                host -> {
                  try {
                    Thread.currentThread().join();
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                  return List.of();
                }));
    var request =
        new OutboundRequest(
            "GET",
            URI.create("http://slow.test/"),
            Map.of(),
            "",
            new Limits(SHORT, LONG, 10, Reading.WHOLE));
    assertThat(hanging.exchange(request))
        .isInstanceOfSatisfying(
            Exchange.NotSent.class, sent -> assertThat(sent.fault()).isEqualTo("dns"));
  }

  @Test
  void a_private_address_is_refused_before_anything_is_sent() throws IOException {
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      var strict = new Outbound(new Egress(List.of(), Resolver.SYSTEM));
      assertThat(strict.exchange(request(server.uri(), LONG, Reading.WHOLE)))
          .isInstanceOf(Exchange.Refused.class);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void a_name_that_changes_its_address_after_the_check_is_reached_where_it_was_checked()
      throws IOException {
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\nchecked")) {
      var asked = new AtomicInteger();
      Resolver rebinding =
          host -> {
            // The second look-up would lead to an address that nobody checked.
            var address = asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2";
            return List.of(InetAddress.getByName(address));
          };
      var outbound = new Outbound(new Egress(List.of("rebinding.test"), rebinding));
      var uri = URI.create("http://rebinding.test:" + server.port() + "/");
      assertThat(outbound.exchange(request(uri, LONG, Reading.WHOLE)))
          .isInstanceOfSatisfying(
              Exchange.Answered.class, answer -> assertThat(answer.body()).isEqualTo("checked"));
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void a_second_address_is_tried_when_the_first_refuses() throws IOException {
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      Resolver two =
          host -> List.of(InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1"));
      var outbound = new Outbound(new Egress(List.of("two.test"), two));
      var uri = URI.create("http://two.test:" + server.port() + "/");
      assertThat(outbound.exchange(request(uri, LONG, Reading.WHOLE)))
          .isInstanceOf(Exchange.Answered.class);
    }
  }

  @Test
  void a_header_cannot_smuggle_another_one() throws IOException {
    try (var server = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      var smuggling =
          new OutboundRequest(
              "GET",
              server.uri(),
              Map.of("X-Token", "a\r\nX-Admin: yes"),
              "",
              new Limits(LONG, LONG, 10, Reading.WHOLE));
      assertThat(OUTBOUND.exchange(smuggling))
          .isInstanceOfSatisfying(
              Exchange.Refused.class,
              refused -> assertThat(refused.diagnostic().code()).isEqualTo("request-unwritable"));
    }
  }

  @Test
  void an_interruption_ends_an_exchange_and_is_kept() throws IOException, InterruptedException {
    var result = new ArrayBlockingQueue<Exchange>(1);
    var begun = new java.util.concurrent.CountDownLatch(1);
    try (var server =
        new ScriptedServer(talk -> {
          talk.readRequest();
          begun.countDown();
          talk.fallSilent();
        })) {
      var kept = new ArrayBlockingQueue<Boolean>(1);
      var caller =
          Thread.ofVirtual()
              .start(() -> {
                result.add(OUTBOUND.exchange(request(server.uri(), LONG, Reading.WHOLE)));
                kept.add(Thread.currentThread().isInterrupted());
              });
      begun.await();
      caller.interrupt();
      assertThat(result.take())
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("interrupted"));
      assertThat(kept.take()).isTrue();
    }
  }

  @Test
  void tls_is_spoken_and_the_name_is_checked() throws Exception {
    var context = Certificates.selfSigned(folder, "DNS:localhost");
    var listening =
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    try (var server =
        new ScriptedServer(
            listening,
            talk -> {
              talk.readRequest();
              talk.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
            })) {
      var egress = new Egress(List.of("localhost", "127.0.0.1"), Resolver.SYSTEM);
      var trusting = new Outbound(egress, context.getSocketFactory());
      var localhost = URI.create("https://localhost:" + server.port() + "/");
      assertThat(trusting.exchange(request(localhost, LONG, Reading.WHOLE)))
          .isInstanceOfSatisfying(
              Exchange.Answered.class, answer -> assertThat(answer.body()).isEqualTo("secret"));
      var otherName = URI.create("https://127.0.0.1:" + server.port() + "/");
      for (var attempt :
          List.of(
              trusting.exchange(request(otherName, LONG, Reading.WHOLE)),
              new Outbound(egress, (SSLSocketFactory) SSLSocketFactory.getDefault())
                  .exchange(request(localhost, LONG, Reading.WHOLE)))) {
        assertThat(attempt)
            .isInstanceOfSatisfying(
                Exchange.NotSent.class, sent -> assertThat(sent.fault()).isEqualTo("tls"));
      }
    }
  }

  @Test
  void a_handshake_that_never_comes_sent_nothing() throws IOException {
    try (var server = new ScriptedServer(ScriptedServer.Talk::fallSilent)) {
      var request =
          new OutboundRequest(
              "GET",
              URI.create("https://127.0.0.1:" + server.port() + "/"),
              Map.of(),
              "",
              new Limits(SHORT, LONG, 10, Reading.WHOLE));
      assertThat(OUTBOUND.exchange(request))
          .isInstanceOfSatisfying(
              Exchange.NotSent.class,
              sent -> assertThat(sent.fault()).isEqualTo("connect-timeout"));
    }
  }

  @Test
  void an_early_refusal_of_a_long_body_is_heard() throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          talk.readLine();
          talk.write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
          talk.fallSilent();
        })) {
      var big =
          new OutboundRequest(
              "POST",
              server.uri(),
              Map.of(),
              "x".repeat(100_000),
              new Limits(LONG, LONG, 1000, Reading.WHOLE));
      assertThat(OUTBOUND.exchange(big))
          .isInstanceOfSatisfying(
              Exchange.Answered.class, answer -> assertThat(answer.status()).isEqualTo(413));
    }
  }

  @Test
  void a_stream_gives_its_lines_as_they_come() throws IOException {
    try (var server =
        ScriptedServer.answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "8\r\ndata: a\n\r\n9\r\n: ping\r\nd\r\n7\r\nata: b\n\r\n0\r\n\r\n")) {
      var lines = new ArrayList<String>();
      var exchange = stream(server, lines, Duration.ofSeconds(10));
      assertThat(exchange).isInstanceOf(Exchange.Answered.class);
      assertThat(lines).containsExactly("data: a", ": ping", "data: b");
    }
  }

  @Test
  void a_stream_ends_when_enough_was_heard() throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          talk.readRequest();
          talk.write("HTTP/1.1 200 OK\r\n\r\ndata: a\nenough\n");
          talk.fallSilent();
        })) {
      var lines = new ArrayList<String>();
      assertThat(stream(server, lines, Duration.ofSeconds(10)))
          .isInstanceOf(Exchange.Answered.class);
      assertThat(lines).containsExactly("data: a", "enough");
    }
  }

  @Test
  void signs_of_life_do_not_hide_a_stream_that_hangs() throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          talk.readRequest();
          talk.write("HTTP/1.1 200 OK\r\n\r\ndata: a\n");
          while (!talk.pause(20)) {
            talk.write(": ping\n");
          }
        })) {
      assertThat(stream(server, new ArrayList<>(), SHORT))
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("idle-timeout"));
    }
  }

  @Test
  void a_stream_that_never_begins_is_given_up() throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          talk.readRequest();
          talk.write("HTTP/1.1 200 OK\r\n\r\n");
          talk.fallSilent();
        })) {
      var exchange =
          OUTBOUND.stream(
              request(server.uri(), LONG, Reading.WHOLE),
              new Pace(SHORT, LONG, 100),
              _ -> Lines.Heard.CONTENT);
      assertThat(exchange)
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class,
              sent -> assertThat(sent.fault()).isEqualTo("first-timeout"));
    }
  }

  @Test
  void a_refusal_of_a_stream_is_an_answer_with_a_body() throws IOException {
    try (var server = ScriptedServer.answering("HTTP/1.1 401 No\r\n\r\n{\"error\":\"key\"}")) {
      var lines = new ArrayList<String>();
      assertThat(stream(server, lines, LONG))
          .isInstanceOfSatisfying(
              Exchange.Answered.class,
              answer -> assertThat(answer.body()).isEqualTo("{\"error\":\"key\"}"));
      assertThat(lines).isEmpty();
    }
  }

  private static Exchange stream(ScriptedServer server, List<String> lines, Duration idle) {
    return OUTBOUND.stream(
        request(server.uri(), LONG, Reading.WHOLE),
        new Pace(LONG, idle, 100),
        line -> {
          lines.add(line);
          if (line.equals("enough")) {
            return Lines.Heard.ENOUGH;
          }
          return line.startsWith(":") ? Lines.Heard.KEEP_ALIVE : Lines.Heard.CONTENT;
        });
  }
}
