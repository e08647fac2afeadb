package dev.holdfast.cli.show;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/// Micro-units as people write them: `0.158082 EUR`.
final class Money {
  private static final int MICRO_DIGITS = 6;

  private Money() {}

  /// Empty where there is no amount.
  static String of(JsonNode micro, String currency) {
    if (micro.isMissingNode()) {
      return "";
    }
    var amount = BigDecimal.valueOf(micro.asLong(), MICRO_DIGITS).stripTrailingZeros();
    return amount.max(BigDecimal.ZERO).toPlainString() + (currency.isEmpty() ? "" : " " + currency);
  }
}
