package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Submission;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// What callers see while nothing is taken in, and when the server goes.
final class ClosingTest {
  private static final String ASK = "{\"actor\":\"ada\",\"channel\":\"support\",\"text\":\"hi\"}";
  private static final String TASK =
      "{\"objective\":\"Count\",\"agent\":\"worker\",\"output\":{\"schema\":{\"type\":\"integer\"}},"
          + "\"input\":{\"n\":1}}";
  private static final Diagnostic FULL =
      new Diagnostic("disk-full", "The disk is full.", "Nothing is taken in.", "Make room.");

  @Test
  void a_closed_desk_refuses_writes_with_its_reason_and_lets_reads_through() throws Exception {
    try (var house = new House()) {
      var desk = new ShutDesk(house.desk);
      var gateway = gateway(house, desk);
      var api = new Api(gateway.address(), house.api.token());
      desk.intake.set(new Desk.Intake.Closed(FULL));
      var refused = api.post("/v1/requests", ASK);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("/code")).isEqualTo("disk-full");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(api.get("/v1/runs").status()).isEqualTo(200);
      assertThat(api.get("/readyz").status()).isEqualTo(503);
      desk.intake.set(new Desk.Intake.Open());
      assertThat(api.post("/v1/requests", ASK).status()).isEqualTo(202);
      gateway.stop(House.DRAIN);
    }
  }

  @Test
  void a_stop_lets_go_of_those_who_wait() throws Exception {
    try (var house = new House()) {
      var desk = new ShutDesk(house.desk);
      var gateway = gateway(house, desk);
      var api = new Api(gateway.address(), house.api.token());
      var run = api.post("/v1/requests", ASK).text("/run");
      var claiming =
          CompletableFuture.supplyAsync(
              () -> api.post("/v1/lanes/tiny/claim", "{\"wait\":\"60s\"}").status());
      desk.claimed.await();
      var events = api.lines("/v1/runs/" + run + "/events");
      long began = System.nanoTime();
      gateway.stop(Duration.ofSeconds(10));
      assertThat(claiming.join()).isEqualTo(200);
      assertThat(events.body().toList()).contains("event: request.accepted");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void a_worker_that_hangs_up_while_it_waits_is_given_nothing() throws Exception {
    try (var house = new House()) {
      var desk = new ShutDesk(house.desk);
      var gateway = gateway(house, desk);
      var api = new Api(gateway.address(), house.api.token());
      var address = gateway.address();
      try (var worker = new Socket(address.getHost(), address.getPort())) {
        worker.getOutputStream().write(claim(api.token()).getBytes(StandardCharsets.US_ASCII));
        desk.claimed.await();
      }
      api.post("/v1/tasks", TASK);
      var claimed = api.post("/v1/lanes/routine/claim", "{\"worker\":\"other\"}");
      assertThat(claimed.json().path("tasks").size()).isEqualTo(1);
      gateway.stop(House.DRAIN);
      // The one that found nothing and the other worker's: none for whoever had hung up.
      assertThat(desk.claims.get()).isEqualTo(2);
    }
  }

  private static String claim(String token) {
    var body = "{\"wait\":\"60s\"}";
    return "POST /v1/lanes/routine/claim HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
        + token
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static Gateway gateway(House house, Desk desk) {
    return Gateway.start(
        new GatewayParts(
            new GatewayParts.Listen("127.0.0.1", 0),
            desk,
            house.ledger,
            house.bulletin,
            house.policy,
            house.workspace(),
            InstantSource.system()));
  }

  /// A desk whose intake a test closes.
  private static final class ShutDesk implements Desk {
    private final Desk desk;
    final CountDownLatch claimed = new CountDownLatch(1);
    final AtomicInteger claims = new AtomicInteger();
    final AtomicReference<Intake> intake = new AtomicReference<>(new Intake.Open());

    ShutDesk(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Answer submit(Submission submission) throws InterruptedException {
      var answer = desk.submit(submission);
      if (submission instanceof Submission.Claim) {
        claims.incrementAndGet();
        claimed.countDown();
      }
      return answer;
    }

    @Override
    public List<Answer> submit(List<Submission> submissions) throws InterruptedException {
      return desk.submit(submissions);
    }

    @Override
    public long nextKey() {
      return desk.nextKey();
    }

    @Override
    public long nextNumber() {
      return desk.nextNumber();
    }

    @Override
    public Intake intake() {
      return intake.get();
    }
  }
}
