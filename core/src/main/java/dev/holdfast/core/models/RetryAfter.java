package dev.holdfast.core.models;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads how long a provider asks to wait. Never longer than an hour: a wrong clock or a joke must
/// not put a model aside for a day. What cannot be read was not asked.
public final class RetryAfter {
  private static final Duration CAP = Duration.ofHours(1);
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?s?");
  private static final Pattern MILLIS = Pattern.compile("(\\d{1,12})(?:\\.\\d+)?");
  // As Go writes durations: 6m0s, 1h2m3.5s, 250ms.
  private static final Pattern PARTS =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?");
  private static final Pattern MILLI_PART = Pattern.compile("(\\d{1,12})(?:\\.\\d+)?ms");

  private RetryAfter() {}

  /// @param headers names in lower case
  /// @param now milliseconds since 1970, for a date
  public static Duration asked(Map<String, String> headers, long now) {
    var millis = millis(headers.getOrDefault("retry-after-ms", ""));
    if (!millis.isZero()) {
      return millis;
    }
    var written = headers.getOrDefault("retry-after", "").strip();
    if (!written.isEmpty()) {
      var seconds = seconds(written);
      return seconds.isZero() ? until(written, now) : seconds;
    }
    return resets(headers);
  }

  /// Seconds with or without their unit: `30`, `1.5`, `17s`.
  public static Duration seconds(String written) {
    var seconds = SECONDS.matcher(written.strip());
    if (!seconds.matches()) {
      return Duration.ZERO;
    }
    var fraction = seconds.group(2) == null ? "" : seconds.group(2);
    var nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
    return capped(Duration.ofSeconds(Long.parseLong(seconds.group(1)), nanos));
  }

  private static Duration millis(String written) {
    var millis = MILLIS.matcher(written.strip());
    return millis.matches()
        ? capped(Duration.ofMillis(Long.parseLong(millis.group(1))))
        : Duration.ZERO;
  }

  /// RFC 9110, section 5.6.7.
  private static Duration until(String date, long now) {
    try {
      var then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return capped(Duration.between(Instant.ofEpochMilli(now), then));
    } catch (DateTimeException _) {
      return Duration.ZERO;
    }
  }

  /// OpenAI tells when which of its limits is full again; only a limit that is used up counts.
  private static Duration resets(Map<String, String> headers) {
    var requests = reset(headers, "requests");
    var tokens = reset(headers, "tokens");
    return requests.compareTo(tokens) > 0 ? requests : tokens;
  }

  private static Duration reset(Map<String, String> headers, String limit) {
    return headers.getOrDefault("x-ratelimit-remaining-" + limit, "").strip().equals("0")
        ? parts(headers.getOrDefault("x-ratelimit-reset-" + limit, "").strip())
        : Duration.ZERO;
  }

  private static Duration parts(String written) {
    var milli = MILLI_PART.matcher(written);
    if (milli.matches()) {
      return capped(Duration.ofMillis(Long.parseLong(milli.group(1))));
    }
    var parts = PARTS.matcher(written);
    if (written.isEmpty() || !parts.matches()) {
      return Duration.ZERO;
    }
    return capped(
        Duration.ofHours(number(parts.group(1)))
            .plusMinutes(number(parts.group(2)))
            .plus(parts.group(3) == null ? Duration.ZERO : seconds(parts.group(3))));
  }

  private static long number(String written) {
    return written == null ? 0 : Long.parseLong(written);
  }

  private static Duration capped(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(CAP) > 0 ? CAP : asked;
  }
}
