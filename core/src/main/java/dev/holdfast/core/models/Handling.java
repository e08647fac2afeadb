package dev.holdfast.core.models;

import java.time.Duration;

/// What follows from a fault. The class alone decides, and this is the whole table;
/// `docs/models.md` shows the same.
///
/// @param again whether the same model is asked once more
/// @param next who is asked after that
/// @param cools what is left alone
/// @param strikes how many such faults in a row, within a minute, it takes for that
public record Handling(Again again, Next next, Cools cools, int strikes) {
  /// The longest wait for the same model; who asks for more is passed by.
  public static final Duration WAIT_MAX = Duration.ofSeconds(2);

  private static final int IN_A_ROW = 3;

  public enum Again {
    NEVER,
    /// Once, after what `Retry-After` says or a short wait; not where it says more than two
    /// seconds.
    ONCE,
    /// Once, if there is nobody else to ask.
    ONCE_AS_THE_LAST
  }

  public enum Next {
    NEXT,
    /// Only one whose window is known to be larger.
    LARGER_WINDOW,
    /// The next, if this was not the first of the chain: what only a fallback refuses is its own
    /// fault.
    AFTER_A_FALLBACK,
    /// Nobody, unless the workspace says `contentPolicy: next`.
    IF_CONFIGURED
  }

  public enum Shared {
    NOTHING,
    KEY,
    PROVIDER
  }

  public enum Cools {
    NOTHING,
    MODEL,
    KEY
  }

  public static Handling of(FaultClass fault) {
    return switch (fault) {
      case RATE_LIMITED -> new Handling(Again.ONCE, Next.NEXT, Cools.MODEL, 2);
      case OVERLOADED, SERVER_ERROR, NETWORK ->
          new Handling(Again.ONCE, Next.NEXT, Cools.MODEL, IN_A_ROW);
      // A silent route is not asked again: the time is better spent with another one.
      case TIMEOUT_CONNECT, TIMEOUT_FIRST_TOKEN, TIMEOUT_IDLE, TIMEOUT_TOTAL, UNKNOWN ->
          new Handling(Again.NEVER, Next.NEXT, Cools.MODEL, IN_A_ROW);
      case AUTH, BILLING -> new Handling(Again.NEVER, Next.NEXT, Cools.KEY, 1);
      case NOT_FOUND -> new Handling(Again.NEVER, Next.NEXT, Cools.MODEL, 1);
      case CONTEXT_OVERFLOW -> new Handling(Again.NEVER, Next.LARGER_WINDOW, Cools.NOTHING, 0);
      case CONTENT_POLICY -> new Handling(Again.NEVER, Next.IF_CONFIGURED, Cools.NOTHING, 0);
      case INVALID_REQUEST -> new Handling(Again.NEVER, Next.AFTER_A_FALLBACK, Cools.NOTHING, 0);
      case TRUNCATED, MALFORMED ->
          new Handling(Again.ONCE_AS_THE_LAST, Next.NEXT, Cools.MODEL, IN_A_ROW);
    };
  }

  /// What is left alone when a second model of the same provider fails in the same way: what both
  /// have in common.
  public static Shared shared(FaultClass fault) {
    return switch (fault) {
      case RATE_LIMITED, AUTH, BILLING -> Shared.KEY;
      case OVERLOADED,
          SERVER_ERROR,
          NETWORK,
          TIMEOUT_CONNECT,
          TIMEOUT_FIRST_TOKEN,
          TIMEOUT_IDLE,
          TIMEOUT_TOTAL ->
          Shared.PROVIDER;
      case CONTEXT_OVERFLOW,
          CONTENT_POLICY,
          INVALID_REQUEST,
          NOT_FOUND,
          TRUNCATED,
          MALFORMED,
          UNKNOWN ->
          Shared.NOTHING;
    };
  }

  /// Whether the same question may be answered another time, by somebody of the same chain.
  public static boolean isPassing(FaultClass fault) {
    return switch (fault) {
      case RATE_LIMITED,
          OVERLOADED,
          SERVER_ERROR,
          NETWORK,
          TIMEOUT_CONNECT,
          TIMEOUT_FIRST_TOKEN,
          TIMEOUT_IDLE,
          TIMEOUT_TOTAL,
          TRUNCATED,
          MALFORMED,
          UNKNOWN ->
          true;
      case AUTH, BILLING, NOT_FOUND, CONTEXT_OVERFLOW, CONTENT_POLICY, INVALID_REQUEST -> false;
    };
  }
}
