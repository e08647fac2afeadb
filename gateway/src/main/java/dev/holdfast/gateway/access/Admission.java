package dev.holdfast.gateway.access;

/// What the doorkeeper says to a caller.
public sealed interface Admission {
  record Known(Caller caller) implements Admission {}

  /// No token, or one that nobody knows or that was revoked.
  ///
  /// @param left how many more failures of this address are answered as such
  record Unknown(int left) implements Admission {}

  /// Failed too often lately.
  ///
  /// @param retryAfter seconds
  record Slowed(long retryAfter) implements Admission {}
}
