package dev.holdfast.core;

/// One thing found wrong: where (a path, a line, a part's name) and what, in words.
public record Finding(String where, String what) {
  @Override
  public String toString() {
    return where.isEmpty() ? what : where + ": " + what;
  }
}
