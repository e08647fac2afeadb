package dev.holdfast.control.workspace;

import dev.holdfast.core.config.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Texts that mean a quantity or a secret. Empty where a text means none.
final class Quantities {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern MONEY = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?([A-Z]{3})");
  private static final Pattern SECRET =
      Pattern.compile("\\$\\{(?:env:([A-Za-z_][A-Za-z0-9_]*)|file:([^}\\s][^}]*))}");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\s*(?:env|file)\\s*:");
  private static final int MICRO = 6;

  private Quantities() {}

  /// `250ms`, `90s`, `5m`, `2h`, `1d`, or ISO 8601 as in `PT1M30S`.
  static Optional<Duration> duration(String text) {
    var matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      return iso(text);
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  private static Optional<Duration> iso(String text) {
    try {
      return text.startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
    } catch (DateTimeParseException _) {
      // Not a duration, which is what the empty answer says.
      return Optional.empty();
    }
  }

  /// `0.50 EUR`, in micro-units.
  static Optional<Money> money(String text) {
    var matcher = MONEY.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Money(
                new BigDecimal(matcher.group(1)).movePointRight(MICRO).longValueExact(),
                matcher.group(2)))
        : Optional.empty();
  }

  record Money(long micros, String currency) {}

  /// `${env:NAME}` or `${file:path}`, and nothing beside it.
  static Optional<Secret> secret(String text) {
    var matcher = SECRET.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var name = matcher.group(1);
    return Optional.of(
        name != null ? new Secret.Env(name) : new Secret.File(String.valueOf(matcher.group(2))));
  }

  /// Whether a text has the looks of a secret's reference anywhere in it.
  static boolean mentionsSecret(String text) {
    return REFERENCE.matcher(text).find();
  }
}
