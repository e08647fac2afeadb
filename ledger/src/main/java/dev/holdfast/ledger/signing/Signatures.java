package dev.holdfast.ledger.signing;

import dev.holdfast.core.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs and verifies messages with one secret, as in the Standard Webhooks specification 1.0:
/// HMAC-SHA256 over `id.timestamp.body`. Safe from any thread.
public final class Signatures {
  /// How far a message's timestamp may lie from now, in either direction.
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int SIGNATURES_MAX = 16;
  private static final int DIGITS_MAX = 12;

  private final SecretKeySpec key;

  private Signatures(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /// @param secret `whsec_` and base64, or any text, whose UTF-8 bytes are then the key; empty when
  ///   it is neither
  public static Optional<Signatures> with(String secret) {
    try {
      var bytes =
          secret.startsWith(PREFIX)
              ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
              : secret.getBytes(StandardCharsets.UTF_8);
      return bytes.length == 0 ? Optional.empty() : Optional.of(new Signatures(bytes));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public Stamp sign(String id, Instant at, byte[] body) {
    var timestamp = Long.toString(at.getEpochSecond());
    return new Stamp(id, timestamp, VERSION + encoded(mac(id, timestamp, body)));
  }

  /// Compares in constant time: how long it takes says nothing about how much was right.
  public Authenticity verify(Stamp stamp, byte[] body, Instant now) {
    if (stamp.id().isEmpty() || stamp.timestamp().isEmpty() || stamp.signature().isEmpty()) {
      return doubtful(
          "signature-missing",
          "One of the headers webhook-id, webhook-timestamp, webhook-signature is missing.");
    }
    if (!isRecent(stamp.timestamp(), now)) {
      return doubtful(
          "signature-stale",
          "The message's timestamp is not within five minutes of this server's time.");
    }
    var expected = encoded(mac(stamp.id(), stamp.timestamp(), body));
    boolean matched = false;
    for (var given : stamp.signature().split(" ", SIGNATURES_MAX)) {
      matched |= given.startsWith(VERSION) && equal(given.substring(VERSION.length()), expected);
    }
    return matched
        ? new Authenticity.Genuine()
        : doubtful("signature-wrong", "No signature matches the message and the channel's secret.");
  }

  private static boolean isRecent(String timestamp, Instant now) {
    if (timestamp.length() > DIGITS_MAX || !timestamp.chars().allMatch(Signatures::isDigit)) {
      return false;
    }
    var distance = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    return distance.compareTo(TOLERANCE) <= 0;
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static boolean equal(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] mac(String id, String timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Authenticity doubtful(String code, String cause) {
    return new Authenticity.Doubtful(
        new Diagnostic(
            code,
            cause,
            "The message was not accepted.",
            "Sign it as Standard Webhooks says, with the channel's secret and the present time."));
  }
}
