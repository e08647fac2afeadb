package dev.holdfast.control.desk;

import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings what is due to the desk. It looks at the store each time, so a restart, a paused machine
/// and a step of the clock need nothing special.
public final class Timekeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Timekeeper.class);
  private static final int AT_ONCE = 500;

  /// What other processes have made due is seen after this, whatever the alarm says.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Desk desk;
  private final Alarm alarm;
  private final InstantSource clock;
  private final Thread thread;
  private volatile boolean closing;
  private volatile Instant lastLook;

  public Timekeeper(Desk desk, Alarm alarm, InstantSource clock) {
    this.desk = desk;
    this.alarm = alarm;
    this.clock = clock;
    this.lastLook = clock.instant();
    this.thread = Thread.ofVirtual().name("timekeeper").unstarted(this::work);
  }

  public Timekeeper start() {
    thread.start();
    return this;
  }

  /// When it last looked, as its heartbeat.
  public Instant lastLook() {
    return lastLook;
  }

  private void work() {
    try {
      while (!closing) {
        wake();
        // The desk has set the alarm to whatever it found is next.
        alarm.await(LOOK_AGAIN);
      }
    } catch (InterruptedException _) {
      LOG.atDebug().setMessage("timekeeper.stopped").log();
    }
  }

  private void wake() throws InterruptedException {
    var answer = desk.submit(new Submission.Wake(Origin.TIME, AT_ONCE));
    lastLook = clock.instant();
    if (answer instanceof Answer.Refused(var refusal)) {
      LOG.atWarn()
          .setMessage("timekeeper.refused")
          .addKeyValue("code", refusal.diagnostic().code())
          .addKeyValue("remediation", refusal.diagnostic().nextAction())
          .log();
    }
  }

  public void stop() throws InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join();
  }
}
