package dev.holdfast.core;

/// The versions of a policy: what is new takes the current one, what has begun keeps the one that
/// it began with.
public interface Versions<P> {
  int current();

  /// The policy of that version. A version that was ever current stays readable; asking for another
  /// is a defect.
  P at(int version);

  default P now() {
    return at(current());
  }
}
