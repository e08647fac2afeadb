package dev.holdfast.execution.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class KeptWiresTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n0\r\n\r\n";
  private static final String MEASURED = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\none\n";

  private final Outbound outbound = new Outbound(new Egress(List.of("127.0.0.1"), Resolver.SYSTEM));
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private Exchange stream(ScriptedServer server) {
    return stream(outbound, server);
  }

  private static Exchange stream(Outbound outbound, ScriptedServer server) {
    return stream(outbound, "127.0.0.1", server);
  }

  private static Exchange stream(Outbound outbound, String host, ScriptedServer server) {
    var limits = new OutboundRequest.Limits(LONG, LONG, 1000, OutboundRequest.Reading.GLIMPSE);
    var uri = java.net.URI.create("http://" + host + ":" + server.port() + "/");
    return outbound.stream(
        new OutboundRequest("POST", uri, Map.of(), "{}", limits),
        new Pace(LONG, LONG, 1000),
        _ -> Lines.Heard.ENOUGH);
  }

  /// Answers request after request on one connection.
  private ScriptedServer answering(String answer) throws IOException {
    return new ScriptedServer(talk -> {
      while (true) {
        asked.add(talk.readRequest());
        talk.write(answer);
      }
    });
  }

  @Test
  void one_connection_serves_one_stream_after_the_other() throws IOException {
    for (var answer : List.of(CHUNKED, MEASURED)) {
      try (var server = answering(answer)) {
        for (int i = 0; i < 20; i++) {
          assertThat(stream(server)).isInstanceOf(Exchange.Answered.class);
        }
        assertThat(server.connections()).isEqualTo(1);
      }
    }
    assertThat(asked.getFirst()).contains("Connection: keep-alive");
  }

  @Test
  void a_refusal_keeps_its_connection() throws IOException {
    try (var server = answering("HTTP/1.1 429 No\r\nContent-Length: 2\r\n\r\n{}")) {
      stream(server);
      stream(server);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void an_answer_that_closes_or_does_not_end_keeps_none() throws IOException {
    for (var answer :
        List.of(
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\none\n",
            "HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\none\n",
            "HTTP/1.1 200 OK\r\n\r\none\n",
            "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 4\r\n\r\none\n")) {
      try (var server = answering(answer)) {
        assertThat(stream(server)).isInstanceOf(Exchange.Answered.class);
        assertThat(stream(server)).isInstanceOf(Exchange.Answered.class);
        assertThat(server.connections()).as(answer).isEqualTo(2);
      }
    }
  }

  @Test
  void other_exchanges_have_connections_of_their_own() throws IOException {
    try (var server = answering(MEASURED)) {
      stream(server);
      var limits = new OutboundRequest.Limits(LONG, LONG, 1000, OutboundRequest.Reading.WHOLE);
      outbound.exchange(new OutboundRequest("POST", server.uri(), Map.of(), "{}", limits));
      assertThat(server.connections()).isEqualTo(2);
      assertThat(asked.getLast()).contains("Connection: close");
    }
  }

  @Test
  void a_kept_connection_that_breaks_may_have_been_acted_upon_and_nothing_is_sent_twice()
      throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          asked.add(talk.readRequest());
          talk.write(MEASURED);
          asked.add(talk.readRequest());
          talk.reset();
        })) {
      stream(server);
      assertThat(stream(server))
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("stale"));
      assertThat(asked).hasSize(2);
      assertThat(stream(server)).isInstanceOf(Exchange.Answered.class);
    }
  }

  @Test
  void a_kept_connection_that_breaks_inside_the_answer_is_like_any_other() throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          asked.add(talk.readRequest());
          talk.write(MEASURED);
          asked.add(talk.readRequest());
          talk.write("HTTP/1.1 200");
          talk.reset();
        })) {
      stream(server);
      assertThat(stream(server))
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("reset"));
    }
  }

  @Test
  void a_new_connection_that_breaks_before_the_answer_is_not_stale() throws IOException {
    try (var server =
        new ScriptedServer(talk -> {
          asked.add(talk.readRequest());
          talk.reset();
        })) {
      assertThat(stream(server))
          .isInstanceOfSatisfying(
              Exchange.MaybeSent.class, sent -> assertThat(sent.fault()).isEqualTo("reset"));
    }
  }

  @Test
  void where_one_was_stale_the_others_are_not_tried() throws Exception {
    var together = new CountDownLatch(3);
    try (var server =
        new ScriptedServer(talk -> {
          asked.add(talk.readRequest());
          together.countDown();
          together.await();
          talk.write(MEASURED);
          asked.add(talk.readRequest());
          talk.reset();
        })) {
      var callers = new java.util.ArrayList<Thread>();
      for (int caller = 0; caller < 3; caller++) {
        callers.add(Thread.ofVirtual().start(() -> stream(server)));
      }
      for (var caller : callers) {
        caller.join();
      }
      assertThat(stream(server)).isInstanceOf(Exchange.MaybeSent.class);
      assertThat(stream(server)).isInstanceOf(Exchange.Answered.class);
      assertThat(server.connections()).isEqualTo(4);
    }
  }

  @Test
  void a_connection_to_an_address_that_is_not_the_names_any_more_is_not_used() throws IOException {
    var address = new AtomicReference<>(InetAddress.getByName("127.0.0.1"));
    var moving = new Outbound(new Egress(List.of("moving.test"), _ -> List.of(address.get())));
    try (var server = answering(MEASURED)) {
      stream(moving, "moving.test", server);
      address.set(InetAddress.getByName("127.0.0.2"));
      assertThat(stream(moving, "moving.test", server)).isNotInstanceOf(Exchange.Answered.class);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  private static Wire wire(ScriptedServer server) throws IOException {
    var wire = new Wire();
    var address = InetAddress.getByName("127.0.0.1");
    wire.connect(new Ruling.Allowed("x", server.port(), List.of(address)), LONG);
    return wire;
  }

  @Test
  void one_that_was_closed_while_it_waited_is_seen_before_anything_is_sent() throws Exception {
    try (var server = new ScriptedServer(ScriptedServer.Talk::readRequest);
        var wire = wire(server)) {
      assertThat(wire.isStanding(Duration.ZERO)).isTrue();
      wire.output()
          .write("POST / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      wire.patience(LONG);
      wire.input().mark(1);
      assertThat(wire.input().read()).isEqualTo(-1);
      assertThat(wire.isStanding(Duration.ZERO)).isFalse();
    }
  }

  @Test
  void there_is_room_for_so_many_and_each_waits_so_long() throws IOException {
    var place = new KeptWires.Place("http", "x", 80);
    var local = List.of(InetAddress.getByName("127.0.0.1"));
    var wires = new KeptWires(1);
    try (var server = new ScriptedServer(ScriptedServer.Talk::fallSilent);
        var one = wire(server);
        var other = wire(server);
        var third = wire(server)) {
      wires.keep(place, one, LONG);
      wires.keep(place, other, LONG);
      assertThat(other.isStanding(Duration.ZERO)).isFalse();
      assertThat(wires.take(place, local)).containsSame(one);
      assertThat(wires.take(place, local)).isEmpty();
      wires.keep(place, third, Duration.ofMillis(20));
      while (wires.waiting() > 0) {
        Thread.onSpinWait();
      }
      assertThat(third.isStanding(Duration.ZERO)).isFalse();
    }
  }
}
