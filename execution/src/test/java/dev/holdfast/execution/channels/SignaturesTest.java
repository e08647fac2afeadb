package dev.holdfast.execution.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.holdfast.ledger.signing.Authenticity;
import dev.holdfast.ledger.signing.Signatures;
import dev.holdfast.ledger.signing.Stamp;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Judged by the Standard Webhooks project's own library.
final class SignaturesTest {
  private static final byte[] KEY = "a key of twenty-four byte".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);
  private static final String BODY = "{\"text\":\"grüß dich\"}";
  private static final Instant NOW = Instant.now();
  private static final Signatures OURS = Signatures.with(SECRET).orElseThrow();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpHeaders headers(Stamp stamp) {
    return HttpHeaders.of(
        Map.of(
            Stamp.ID, List.of(stamp.id()),
            Stamp.TIMESTAMP, List.of(stamp.timestamp()),
            Stamp.SIGNATURE, List.of(stamp.signature())),
        (_, _) -> true);
  }

  @Test
  void what_we_sign_the_library_verifies() throws Exception {
    for (var secret : List.of(SECRET, "plain text secret")) {
      var stamp = Signatures.with(secret).orElseThrow().sign("delivery_3k", NOW, bytes(BODY));
      var library = secret.equals(SECRET) ? new Webhook(secret) : new Webhook(bytes(secret));
      assertThatCode(() -> library.verify(BODY, headers(stamp))).doesNotThrowAnyException();
    }
  }

  @Test
  void what_the_library_signs_we_verify() throws Exception {
    var signature = new Webhook(SECRET).sign("msg_1", NOW.getEpochSecond(), BODY);
    var stamp = new Stamp("msg_1", Long.toString(NOW.getEpochSecond()), signature);
    assertThat(OURS.verify(stamp, bytes(BODY), NOW)).isInstanceOf(Authenticity.Genuine.class);
  }

  @Test
  void one_right_signature_among_others_is_enough() {
    var stamp = OURS.sign("msg_1", NOW, bytes(BODY));
    var several =
        new Stamp(stamp.id(), stamp.timestamp(), "v1a,x v1,AAAA " + stamp.signature() + " v2,y");
    assertThat(OURS.verify(several, bytes(BODY), NOW)).isInstanceOf(Authenticity.Genuine.class);
  }

  @Test
  void whatever_was_changed_is_noticed() {
    var stamp = OURS.sign("msg_1", NOW, bytes(BODY));
    assertDoubtful("signature-wrong", stamp, BODY + " ", NOW);
    assertDoubtful(
        "signature-wrong", new Stamp("msg_2", stamp.timestamp(), stamp.signature()), BODY, NOW);
    var other = Signatures.with("another").orElseThrow().sign("msg_1", NOW, bytes(BODY));
    assertDoubtful("signature-wrong", other, BODY, NOW);
    var later = Long.toString(NOW.getEpochSecond() + 1);
    assertDoubtful("signature-wrong", new Stamp("msg_1", later, stamp.signature()), BODY, NOW);
  }

  @Test
  void an_old_a_future_and_an_odd_timestamp_are_refused() {
    var stamp = OURS.sign("msg_1", NOW, bytes(BODY));
    var tolerated = Signatures.TOLERANCE.minus(Duration.ofSeconds(1));
    var tooMuch = Signatures.TOLERANCE.plus(Duration.ofSeconds(1));
    assertThat(OURS.verify(stamp, bytes(BODY), NOW.plus(tolerated)))
        .isInstanceOf(Authenticity.Genuine.class);
    assertDoubtful("signature-stale", stamp, BODY, NOW.plus(tooMuch));
    assertDoubtful("signature-stale", stamp, BODY, NOW.minus(tooMuch));
    for (var odd : List.of("yesterday", "-5", "٣", "9".repeat(30))) {
      assertDoubtful("signature-stale", new Stamp("msg_1", odd, stamp.signature()), BODY, NOW);
    }
  }

  @Test
  void a_missing_header_is_named_as_such() {
    var stamp = OURS.sign("msg_1", NOW, bytes(BODY));
    assertDoubtful(
        "signature-missing", new Stamp("", stamp.timestamp(), stamp.signature()), BODY, NOW);
    assertDoubtful("signature-missing", new Stamp("msg_1", stamp.timestamp(), ""), BODY, NOW);
  }

  @Test
  void a_secret_that_cannot_be_read_is_none() {
    assertThat(Signatures.with("whsec_not base64!")).isEmpty();
    assertThat(Signatures.with("whsec_")).isEmpty();
    assertThat(Signatures.with("")).isEmpty();
  }

  private static void assertDoubtful(String code, Stamp stamp, String body, Instant now) {
    assertThat(OURS.verify(stamp, bytes(body), now))
        .isInstanceOfSatisfying(
            Authenticity.Doubtful.class,
            doubtful -> assertThat(doubtful.diagnostic().code()).isEqualTo(code));
  }
}
