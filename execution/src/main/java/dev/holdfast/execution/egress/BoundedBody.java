package dev.holdfast.execution.egress;

/// A body that ends before its connection does.
sealed interface BoundedBody permits ChunkedBody, MeasuredBody {
  /// Whether all of it was read, with its end.
  boolean isAtEnd();
}
