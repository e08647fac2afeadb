package dev.holdfast.core.delegation;

/// How an attempt failed, as its holder tells it. `kind` is a class from the holder's vocabulary,
/// e.g. `exit-code`, `not-json`, `timeout`.
public record Fault(String kind, String message, Retry retry) {
  public enum Retry {
    WORTHWHILE,
    USELESS
  }
}
