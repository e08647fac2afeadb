package dev.holdfast.core.spend;

/// Tokens in one normal form: no part is contained in another, whatever the provider's own counts
/// contain, so that the same work has the same bill everywhere.
///
/// @param uncached input that was read anew
/// @param cacheRead input that came from a cache
/// @param cacheWrite input that was written to a cache
/// @param output the answer, without thoughts
/// @param reasoning thoughts
public record Usage(long uncached, long cacheRead, long cacheWrite, long output, long reasoning) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

  public Usage {
    if (uncached < 0 || cacheRead < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
      throw new IllegalArgumentException("tokens are never negative");
    }
  }

  public long input() {
    return uncached + cacheRead + cacheWrite;
  }

  public long total() {
    return input() + output + reasoning;
  }

  public Usage plus(Usage more) {
    return new Usage(
        uncached + more.uncached,
        cacheRead + more.cacheRead,
        cacheWrite + more.cacheWrite,
        output + more.output,
        reasoning + more.reasoning);
  }
}
