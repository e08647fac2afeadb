package dev.holdfast.core.spend;

import dev.holdfast.core.Json;
import java.util.LinkedHashMap;

/// What one attempt at a model cost, in the one normal form.
///
/// @param cost micro-units of the currency, zero where the price is not known
/// @param prices the version of the price table, empty where there was none
public record Bill(Usage usage, long cost, String currency, String prices, Billed billed) {
  /// Of what asks no model.
  public static final Bill NONE = new Bill(Usage.NONE, 0, "", "", Billed.KNOWN);

  private static final long MILLION = 1_000_000;

  public Bill {
    if (cost < 0) {
      throw new IllegalArgumentException("a bill is never negative: " + cost);
    }
  }

  public enum Billed {
    /// Tokens and price are known.
    KNOWN,
    /// Nobody says what was counted, or what it costs.
    UNKNOWN
  }

  /// The bill by the table; its price is unknown when the table has none for the model.
  public static Bill of(Usage usage, String model, PriceTable table) {
    return table
        .price(model)
        .map(price ->
            new Bill(usage, cost(usage, price), table.currency(), table.version(), Billed.KNOWN))
        .orElseGet(
            () -> new Bill(usage, 0, table.currency(), table.version(), priceless(usage, table)));
  }

  /// Of an attempt of which nobody knows what was counted.
  public Bill doubted() {
    return new Bill(usage, cost, currency, prices, Billed.UNKNOWN);
  }

  /// A workspace without any prices counts tokens alone, and knows them.
  private static Billed priceless(Usage usage, PriceTable table) {
    return table.prices().isEmpty() || usage.total() == 0 ? Billed.KNOWN : Billed.UNKNOWN;
  }

  /// Exact over all parts, rounded up once; what is more than a number holds is the largest one.
  static long cost(Usage usage, Price price) {
    long[] tokens = {
      usage.uncached(), usage.cacheRead(), usage.cacheWrite(), usage.output(), usage.reasoning()
    };
    long[] prices = {
      price.uncached(), price.cacheRead(), price.cacheWrite(), price.output(), price.output()
    };
    long whole = 0;
    long rest = 0;
    for (int i = 0; i < tokens.length; i++) {
      // tokens * price / MILLION, taken apart so that no product overflows unseen.
      whole = Amount.added(whole, product(tokens[i] / MILLION, prices[i]));
      whole = Amount.added(whole, product(tokens[i] % MILLION, prices[i] / MILLION));
      rest += tokens[i] % MILLION * (prices[i] % MILLION);
    }
    return Amount.added(whole, Math.ceilDiv(rest, MILLION));
  }

  private static long product(long one, long other) {
    return Math.multiplyHigh(one, other) != 0 || one * other < 0 ? Long.MAX_VALUE : one * other;
  }

  public Amount amount() {
    return new Amount(usage.total(), cost);
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /// As receipts show it.
  public Json json() {
    var members = new LinkedHashMap<String, Json>();
    members.put("uncached", number(usage.uncached()));
    members.put("cacheRead", number(usage.cacheRead()));
    members.put("cacheWrite", number(usage.cacheWrite()));
    members.put("output", number(usage.output()));
    members.put("reasoning", number(usage.reasoning()));
    members.put("cost", number(cost));
    members.put("currency", Json.string(currency));
    members.put("prices", Json.string(prices));
    members.put("billed", Json.string(billed == Billed.KNOWN ? "known" : "unknown"));
    return Json.object(members);
  }

  private static Json number(long value) {
    return new Json(Long.toString(value));
  }
}
