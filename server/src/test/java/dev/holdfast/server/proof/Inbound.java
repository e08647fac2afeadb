package dev.holdfast.server.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A message that a channel brings in, signed as Standard Webhooks asks.
record Inbound(byte[] body, Map<String, String> headers) {
  static Inbound of(String id, String body) {
    return at(id, body, Duration.ZERO);
  }

  /// @param shift how far the sender's clock is off
  static Inbound at(String id, String body, Duration shift) {
    var time = Long.toString(Instant.now().plus(shift).getEpochSecond());
    return new Inbound(
        body.getBytes(StandardCharsets.UTF_8),
        Map.of(
            "Content-Type",
            "application/json",
            "webhook-id",
            id,
            "webhook-timestamp",
            time,
            "webhook-signature",
            "v1," + sign(id + "." + time + "." + body)));
  }

  Inbound with(String header, String value) {
    var others = new HashMap<>(headers);
    others.put(header, value);
    return new Inbound(body, Map.copyOf(others));
  }

  static String sign(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      var key = Base64.getDecoder().decode(Home.SECRET.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
