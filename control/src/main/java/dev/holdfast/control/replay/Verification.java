package dev.holdfast.control.replay;

import dev.holdfast.core.Finding;
import java.util.List;

/// What a verification found. `findings` are the first of them; the chain and the replay agree with
/// the tables when there are none.
public record Verification(
    long entries, long streams, int desks, List<Finding> findings, long findingCount) {

  public boolean isSound() {
    return findingCount == 0;
  }
}
