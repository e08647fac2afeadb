package dev.holdfast.core.spend;

/// What a question may cost at most, before it is asked. An estimate may be too high and never
/// ought to be too low: nothing is thought to come from a cache, and the answer to be as long as it
/// may.
public final class Estimate {
  /// The longest answer where nothing says how long it may be.
  public static final long ANSWER = 4_096;

  private Estimate() {}

  /// Tokens of a text, whoever's tokenizer will count them.
  public static long tokens(String text) {
    return Pieces.of(text);
  }

  /// @param model written `provider/name`; one without a price is estimated in tokens alone
  public static Amount of(long question, long answer, String model, PriceTable table) {
    long tokens = Amount.added(question, answer);
    return table
        .price(model)
        .map(price -> new Amount(tokens, worst(question, answer, price)))
        .orElseGet(() -> new Amount(tokens, 0));
  }

  private static long worst(long question, long answer, Price price) {
    long dearest = Math.max(price.uncached(), Math.max(price.cacheWrite(), price.cacheRead()));
    return Bill.cost(
        new Usage(question, 0, 0, answer, 0), new Price(dearest, 0, 0, price.output()));
  }
}
