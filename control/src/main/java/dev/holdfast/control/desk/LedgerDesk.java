package dev.holdfast.control.desk;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The desk over a ledger. One platform thread decides and writes: native database calls would pin
/// a virtual one.
public final class LedgerDesk implements Desk {
  private static final int QUEUE_MAX = 20_000;
  private static final int BATCH_MAX = 512;
  private static final long IDLE_MILLIS = 500;

  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final Keys keys;
  private final Keys numbers;
  private final Clerk clerk;
  private final Thread thread;
  private volatile boolean closing;

  public LedgerDesk(Ledger ledger, Versions<Policy> policy, Bulletin bulletin, Alarm alarm) {
    this.keys = Keys.ofStreams(ledger);
    this.numbers = Keys.ofJobs(ledger);
    this.clerk = new Clerk(ledger, policy, bulletin, alarm);
    this.thread = Thread.ofPlatform().name("desk").unstarted(this::work);
  }

  public LedgerDesk start() {
    thread.start();
    return this;
  }

  @Override
  public Answer submit(Submission submission) throws InterruptedException {
    var pending = new Pending(submission);
    return hand(pending) ? pending.await() : overloaded();
  }

  @Override
  public List<Answer> submit(List<Submission> submissions) throws InterruptedException {
    var pendings = submissions.stream().map(Pending::new).toList();
    for (var pending : pendings) {
      if (!hand(pending)) {
        pending.answer(overloaded());
      }
    }
    var answers = new ArrayList<Answer>(pendings.size());
    for (var pending : pendings) {
      answers.add(pending.await());
    }
    return answers;
  }

  /// Never waits for room: a caller that waits unseen is worse off than one that is told. What is
  /// handed over after the desk has closed is answered here, because nobody else will.
  private boolean hand(Pending pending) {
    boolean taken = !closing && queue.offer(pending);
    if (taken && closing && queue.remove(pending)) {
      pending.answer(overloaded());
    }
    return taken;
  }

  @Override
  public long nextKey() {
    return keys.next();
  }

  @Override
  public long nextNumber() {
    return numbers.next();
  }

  @Override
  public Intake intake() {
    return closing ? new Intake.Closed(stopping()) : clerk.intake();
  }

  /// Takes nothing more in, finishes what has been handed over, and stops.
  public void stop() throws InterruptedException {
    closing = true;
    thread.join();
  }

  private void work() {
    var batch = new ArrayList<Pending>(BATCH_MAX);
    while (!closing || !queue.isEmpty()) {
      try {
        var first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          clerk.idle();
        } else {
          batch.add(first);
          queue.drainTo(batch, BATCH_MAX - 1);
          clerk.serve(batch);
          batch.clear();
        }
      } catch (InterruptedException _) {
        closing = true;
      }
    }
  }

  private Answer overloaded() {
    return closing
        ? new Answer.Refused(Refusal.of(Refusal.Reason.UNAVAILABLE, stopping()))
        : new Answer.Refused(
            Refusal.of(
                Refusal.Reason.OVERLOADED,
                new Diagnostic(
                    "desk-full",
                    QUEUE_MAX + " commands are waiting to be decided.",
                    "The command was not accepted.",
                    "Send it again in a moment.")));
  }

  private static Diagnostic stopping() {
    return new Diagnostic(
        "stopping",
        "The server is stopping.",
        "The command was not accepted.",
        "Send it again when the server is back.");
  }
}
