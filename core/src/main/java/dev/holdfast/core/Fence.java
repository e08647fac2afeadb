package dev.holdfast.core;

/// The ever-growing number of a lease. Whoever presents an older one changes nothing.
public record Fence(long number) {
  public static final Fence NONE = new Fence(0);

  public Fence next() {
    return new Fence(number + 1);
  }
}
