package dev.holdfast.core.models;

import java.time.Duration;

/// How one attempt failed.
///
/// @param message the provider's own words, redacted and shortened
/// @param status the HTTP status, zero where none came
/// @param retryAfter what the provider asked to wait (`Retry-After`), zero where it did not say
/// @param sent whether it may have reached the model, so that it may have been counted and billed
/// @param stale whether all that failed was a connection that had been kept, before anything of the
///   answer came: this says nothing of the model
public record ModelFault(
    FaultClass kind, String message, int status, Duration retryAfter, boolean sent, boolean stale) {

  public ModelFault(
      FaultClass kind, String message, int status, Duration retryAfter, boolean sent) {
    this(kind, message, status, retryAfter, sent, false);
  }
}
