package dev.holdfast.gateway.http;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// Where a request stands among others (W3C Trace Context, version 00). Its trace id is the
/// correlation id, unless the sender named one of its own.
record Trace(String correlation, String parent) {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  /// Continues what the headers say, or begins anew.
  static Trace of(String traceparent, String correlation) {
    var matcher = TRACEPARENT.matcher(traceparent);
    var trace = matcher.matches() ? matcher.group(1) : hex() + hex();
    var parent = "00-" + trace + "-" + hex() + "-01";
    boolean named = !matcher.matches() && CORRELATION.matcher(correlation).matches();
    return new Trace(named ? correlation : trace, parent);
  }

  private static String hex() {
    return "%016x".formatted(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }
}
