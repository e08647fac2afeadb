package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ledger.signing.Signatures;
import dev.holdfast.ledger.signing.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may do what.
final class AccessTest {
  private static final String ASK = "{\"actor\":\"%s\",\"channel\":\"support\",\"text\":\"hi\"}";
  private House house;
  private Api admin;

  @BeforeEach
  void open() throws InterruptedException {
    house = new House();
    admin = house.api;
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void without_a_token_or_with_a_wrong_one_nobody_is_let_in() {
    assertThat(admin.as("").get("/v1/runs").status()).isEqualTo(401);
    var refused = admin.as("hf_wrong").get("/v1/runs");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void an_address_that_keeps_failing_is_slowed_down_and_a_valid_token_is_not() {
    var last = admin.as("hf_wrong").get("/v1/runs");
    for (int i = 0; i < 30; i++) {
      last = admin.as("hf_wrong").get("/v1/runs");
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isNotEmpty();
    assertThat(last.header("RateLimit")).isNotEmpty();
    assertThat(admin.get("/v1/runs").status()).isEqualTo(200);
  }

  @Test
  void a_client_is_one_actor_and_sees_that_actor_only() {
    var ada = client("ada");
    assertThat(ada.post("/v1/requests", ASK.formatted("bob")).status()).isEqualTo(403);
    var own = ada.post("/v1/requests", ASK.formatted("ada"));
    var other = admin.post("/v1/requests", ASK.formatted("bob"));
    assertThat(own.status()).isEqualTo(202);
    assertThat(ada.get("/v1/runs/" + own.text("/run")).status()).isEqualTo(200);
    assertThat(ada.get("/v1/runs/" + other.text("/run")).status()).isEqualTo(404);
    assertThat(ada.get("/v1/requests/" + other.text("/request")).status()).isEqualTo(404);
    assertThat(ada.get("/v1/requests").json().at("/items").size()).isEqualTo(1);
    assertThat(ada.get("/v1/deliveries").status()).isEqualTo(403);
  }

  @Test
  void a_worker_claims_and_nothing_else() {
    var worker = admin.as(make("w1", "worker"));
    assertThat(worker.post("/v1/lanes/routine/claim", "{}").status()).isEqualTo(200);
    assertThat(worker.get("/v1/runs").status()).isEqualTo(403);
    assertThat(worker.post("/v1/requests", ASK.formatted("w1")).status()).isEqualTo(403);
    assertThat(worker.post("/v1/tokens", "{}").status()).isEqualTo(403);
  }

  @Test
  void a_viewer_reads_and_changes_nothing() {
    var viewer = admin.as(make("eve", "viewer"));
    assertThat(viewer.get("/v1/books").status()).isEqualTo(200);
    assertThat(viewer.post("/v1/messages", "{}").status()).isEqualTo(403);
    assertThat(viewer.get("/v1/tokens").status()).isEqualTo(403);
  }

  @Test
  void a_revoked_token_is_refused_soon() {
    var made = admin.post("/v1/tokens", "{\"name\":\"ada\",\"role\":\"client\"}");
    var ada = admin.as(made.text("/secret"));
    assertThat(ada.get("/v1/runs").status()).isEqualTo(200);
    assertThat(admin.delete("/v1/tokens/" + made.text("/token")).text("/status"))
        .isEqualTo("revoked");
    var soon = Instant.now().plusSeconds(5);
    while (ada.get("/v1/runs").status() != 401) {
      assertThat(Instant.now()).isBefore(soon);
    }
  }

  @Test
  void a_secret_is_shown_once_and_kept_nowhere() {
    var body = "{\"name\":\"ada\",\"role\":\"client\"}";
    var first = admin.post("/v1/tokens", body, "Idempotency-Key", "k");
    var again = admin.post("/v1/tokens", body, "Idempotency-Key", "k");
    assertThat(again.text("/token")).isEqualTo(first.text("/token"));
    assertThat(again.json().has("secret")).isFalse();
    assertThat(admin.get("/v1/tokens").response().body()).doesNotContain(first.text("/secret"));
  }

  @Test
  void the_first_admin_is_made_once() throws InterruptedException {
    assertThat(house.gateway.firstAdmin(_ -> {})).isEmpty();
  }

  @Test
  void a_signed_inbound_message_becomes_one_request() {
    var body = "{\"id\":\"m1\",\"actor\":\"ada\",\"text\":\"hello\"}";
    var first = inbound(body, stamp(body));
    assertThat(first.status()).isEqualTo(202);
    var again = inbound(body, stamp(body));
    assertThat(again.text("/request")).isEqualTo(first.text("/request"));
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  void an_inbound_message_that_was_changed_on_its_way_is_refused() {
    var body = "{\"id\":\"m1\",\"actor\":\"ada\",\"text\":\"hello\"}";
    var refused = inbound(body.replace("hello", "hullo"), stamp(body));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.text("/code")).isEqualTo("signature-wrong");
  }

  private Api.Got inbound(String body, Stamp stamp) {
    return admin
        .as("")
        .post(
            "/v1/channels/support/inbound",
            body,
            Stamp.ID,
            stamp.id(),
            Stamp.TIMESTAMP,
            stamp.timestamp(),
            Stamp.SIGNATURE,
            stamp.signature());
  }

  private static Stamp stamp(String body) {
    return Signatures.with(House.SECRET)
        .orElseThrow()
        .sign("m1", Instant.now(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Api client(String name) {
    return admin.as(make(name, "client"));
  }

  private String make(String name, String role) {
    return admin
        .post("/v1/tokens", "{\"name\":\"" + name + "\",\"role\":\"" + role + "\"}")
        .text("/secret");
  }
}
