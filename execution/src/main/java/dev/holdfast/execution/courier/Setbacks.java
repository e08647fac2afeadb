package dev.holdfast.execution.courier;

import dev.holdfast.core.Diagnostic;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits longer and longer while the desk cannot be used, says so once when it begins, and once
/// when it is over. For one thread.
final class Setbacks {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final String channel;
  private final CountDownLatch stopping;
  private Duration next = FIRST;
  private boolean paused = false;

  Setbacks(String channel, CountDownLatch stopping) {
    this.channel = channel;
    this.stopping = stopping;
  }

  void suffer(Diagnostic why) throws InterruptedException {
    if (!paused) {
      paused = true;
      LOG.atWarn()
          .setMessage("courier.paused")
          .addKeyValue("channel", channel)
          .addKeyValue("code", why.code())
          .addKeyValue("cause", why.cause())
          .addKeyValue("remediation", why.nextAction())
          .log();
    }
    // Ends at once when the courier is told to stop; the caller looks.
    boolean told = stopping.await(next.toMillis(), TimeUnit.MILLISECONDS);
    next = told || next.compareTo(LONGEST) >= 0 ? LONGEST : next.multipliedBy(2);
  }

  void recover() {
    if (paused) {
      LOG.atInfo().setMessage("courier.resumed").addKeyValue("channel", channel).log();
    }
    paused = false;
    next = FIRST;
  }
}
