package dev.holdfast.execution.channels;

import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.egress.Exchange;
import dev.holdfast.execution.secrets.Redaction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// What a receiver's HTTP answer says about a delivery.
final class HttpOutcome {
  private static final int GLIMPSE = 200;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int REQUEST_TIMEOUT = 408;
  private static final int GONE = 410;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;
  private static final int HUNDRED = 100;

  private HttpOutcome() {}

  static Sent of(Exchange.Answered answered, Redaction redaction, Instant now) {
    var said = redaction.redact(shown(answered));
    return switch (answered.status()) {
      case GONE -> new Sent.Gone(said);
      case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY -> later(answered, said, now);
      default ->
          switch (answered.status() / HUNDRED) {
            case 2 -> new Sent.Receipt(said);
            case 3 -> new Sent.Permanent("redirect", "not followed: " + said);
            case 5 -> later(answered, said, now);
            default -> new Sent.Permanent("http-" + answered.status(), said);
          };
    };
  }

  private static Sent later(Exchange.Answered answered, String said, Instant now) {
    return new Sent.Transient("http-" + answered.status(), said, retryAfter(answered, now));
  }

  /// The status line and the beginning of the body, on one line.
  private static String shown(Exchange.Answered answered) {
    var status = ("HTTP " + answered.status() + " " + answered.reason()).strip();
    var body = answered.body().replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    var glimpse = body.substring(0, Math.min(GLIMPSE, body.length()));
    return glimpse.isEmpty() ? status : status + ": " + glimpse;
  }

  /// Seconds or a date (RFC 9110, section 10.2.3); zero when it is absent, past or neither.
  private static Duration retryAfter(Exchange.Answered answered, Instant now) {
    var written = answered.headers().first("retry-after").orElse("");
    var asked = written.matches("\\d{1,9}") ? seconds(written) : untilDate(written, now);
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
  }

  private static Duration seconds(String written) {
    return Duration.ofSeconds(Long.parseLong(written));
  }

  private static Duration untilDate(String written, Instant now) {
    try {
      var date = ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(now, date.toInstant());
    } catch (DateTimeParseException _) {
      return Duration.ZERO;
    }
  }
}
