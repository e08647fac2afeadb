package dev.holdfast.gateway.waiting;

import dev.holdfast.gateway.http.Call;
import java.time.Duration;
import java.util.regex.Pattern;

/// The `Prefer` header (RFC 7240), as far as it says how long the caller would wait.
public final class Preference {
  private static final long SECONDS_MAX = 60;
  private static final Pattern WAIT = Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*(\\d{1,6})");

  private Preference() {}

  /// At most a minute; zero where nothing is said.
  public static Duration wait(Call call) {
    var matcher = WAIT.matcher(call.header("Prefer"));
    return matcher.find()
        ? Duration.ofSeconds(Math.min(SECONDS_MAX, Long.parseLong(matcher.group(1))))
        : Duration.ZERO;
  }
}
