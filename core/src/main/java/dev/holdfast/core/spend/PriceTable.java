package dev.holdfast.core.spend;

import java.util.Map;
import java.util.Optional;

/// The prices that bills are made by.
///
/// @param version as the workspace names it, kept with every bill
/// @param currency three letters (ISO 4217)
/// @param prices by model, written `provider/name`
public record PriceTable(String version, String currency, Map<String, Price> prices) {
  /// Of a workspace that names no prices: nothing is known to cost anything.
  public static final PriceTable NONE = new PriceTable("", "", Map.of());

  /// An unknown price is unknown; no other one stands in for it.
  public Optional<Price> price(String model) {
    return Optional.ofNullable(prices.get(model));
  }
}
