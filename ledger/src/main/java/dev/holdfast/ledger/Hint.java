package dev.holdfast.ledger;

import dev.holdfast.core.Kind;
import java.util.Set;

/// Lanes in which work has become ready.
public record Hint(Set<Lane> lanes) {
  public record Lane(Kind kind, String lane) {}
}
