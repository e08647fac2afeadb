package dev.holdfast.execution.agents;

import dev.holdfast.execution.tools.Used;
import dev.holdfast.ledger.Codec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Counts the rounds that brought an attempt nothing new. Only what came back counts, whatever was
/// asked and of which tool: a guard per tool or per pair lets a triangle turn for ever. The count
/// is never set back, also not by a later attempt, so that a slow loop ends as well.
final class Novelty {
  static final int STALE_MAX = 4;

  private final Set<String> known = new HashSet<>();
  private int stale;

  /// @param before what the attempts before have counted
  Novelty(int before) {
    this.stale = before;
  }

  int stale() {
    return stale;
  }

  /// @return whether it is worth going on
  boolean heard(List<Used.Told> round) {
    boolean isNew = false;
    for (var told : round) {
      // Our own words say only why nothing was used.
      isNew |= !told.origin().isEmpty() && known.add(Codec.hash(told.text()));
    }
    stale += isNew ? 0 : 1;
    return stale < STALE_MAX;
  }
}
