package dev.holdfast.core.models;

import java.util.Locale;

/// What went wrong with one attempt to ask a model: a closed set. Every status, body and broken
/// stream of every provider is one of these; what is not known is [#UNKNOWN], which is counted and
/// lets the next model try.
public enum FaultClass {
  RATE_LIMITED,
  OVERLOADED,
  TIMEOUT_CONNECT,
  TIMEOUT_FIRST_TOKEN,
  TIMEOUT_IDLE,
  TIMEOUT_TOTAL,
  AUTH,
  BILLING,
  CONTEXT_OVERFLOW,
  CONTENT_POLICY,
  INVALID_REQUEST,
  NOT_FOUND,
  SERVER_ERROR,
  NETWORK,
  TRUNCATED,
  MALFORMED,
  UNKNOWN;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// As written in answers, logs, metrics and docs: `rate-limited`.
  public String word() {
    return word;
  }
}
