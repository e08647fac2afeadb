package dev.holdfast.core.spend;

import org.jspecify.annotations.Nullable;

/// Tokens and money (micro-units) together. Both count on their own; sums end at the largest number
/// there is instead of turning negative.
public record Amount(long tokens, long money) {
  public static final Amount NONE = new Amount(0, 0);

  public Amount {
    if (tokens < 0 || money < 0) {
      throw new IllegalArgumentException("nothing is spent backwards: " + tokens + ", " + money);
    }
  }

  /// Entries of before there were amounts have none.
  public static Amount orNone(@Nullable Amount written) {
    return written == null ? NONE : written;
  }

  /// Entries of before it was said how much gave back everything.
  static Amount orAll(@Nullable Amount written) {
    return written == null ? new Amount(Long.MAX_VALUE, Long.MAX_VALUE) : written;
  }

  public boolean isNone() {
    return tokens == 0 && money == 0;
  }

  public Amount plus(Amount more) {
    return new Amount(added(tokens, more.tokens), added(money, more.money));
  }

  /// What is left, never below nothing.
  public Amount less(Amount some) {
    return new Amount(
        tokens > some.tokens ? tokens - some.tokens : 0,
        money > some.money ? money - some.money : 0);
  }

  /// The smaller of both, each on its own.
  public Amount atMost(Amount most) {
    return new Amount(Math.min(tokens, most.tokens), Math.min(money, most.money));
  }

  /// The larger of both, each on its own.
  public Amount atLeast(Amount least) {
    return new Amount(Math.max(tokens, least.tokens), Math.max(money, least.money));
  }

  /// Whether neither is more than there is of it here.
  public boolean covers(Amount wanted) {
    return wanted.tokens <= tokens && wanted.money <= money;
  }

  public Amount times(int count) {
    return new Amount(multiplied(tokens, count), multiplied(money, count));
  }

  /// Rounded down.
  public Amount dividedBy(int parts) {
    return new Amount(tokens / parts, money / parts);
  }

  /// Whether it keeps to a limit; a part of the limit that is zero is none.
  public boolean isWithin(Amount limit) {
    return (limit.tokens == 0 || tokens <= limit.tokens)
        && (limit.money == 0 || money <= limit.money);
  }

  static long added(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }

  private static long multiplied(long one, int count) {
    return count > 0 && one > Long.MAX_VALUE / count ? Long.MAX_VALUE : one * count;
  }
}
