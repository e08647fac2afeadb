package dev.holdfast.server;

import dev.holdfast.ledger.Checkpoints;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Stops the process for good at the n-th reach of a moment, so that a harness can kill it exactly
/// there (`-Dholdfast.pause=MOMENT[:n]`).
final class PauseAt implements Checkpoints {
  static final String PROPERTY = "holdfast.pause";

  private final String moment;
  private final AtomicInteger left;
  private final CountDownLatch forever = new CountDownLatch(1);

  private PauseAt(String moment, int reach) {
    this.moment = moment;
    this.left = new AtomicInteger(reach);
  }

  /// What the system property asks for; nothing when it is not set.
  static Checkpoints asked() {
    var asked = System.getProperty(PROPERTY, "");
    if (asked.isEmpty()) {
      return Checkpoints.NONE;
    }
    int colon = asked.indexOf(':');
    return colon < 0
        ? new PauseAt(asked, 1)
        : new PauseAt(asked.substring(0, colon), Integer.parseInt(asked.substring(colon + 1)));
  }

  @Override
  public void reached(String reached) {
    if (!reached.equals(moment) || left.decrementAndGet() > 0) {
      return;
    }
    System.err.println("paused at " + moment);
    System.err.flush();
    while (forever.getCount() > 0) {
      try {
        forever.await();
      } catch (InterruptedException _) {
        // Only the kill that the harness has in store ends this.
        System.err.println("still paused at " + moment);
      }
    }
  }
}
