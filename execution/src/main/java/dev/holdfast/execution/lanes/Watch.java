package dev.holdfast.execution.lanes;

import dev.holdfast.core.Json;
import dev.holdfast.core.Order;
import dev.holdfast.core.State;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.LedgerUnavailable;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps one attempt's lease alive, and cuts the work when it may not go on. It listens to its task
/// meanwhile, so that a cancellation is heard before the next heartbeat.
final class Watch implements AutoCloseable {
  private static final Codec CODEC = new Codec();

  /// Somebody else reported under this fence, or holds the task by now.
  static final String ENDED_ELSEWHERE = "ended-elsewhere";

  private static final Duration RETRY = Duration.ofMillis(500);

  private final Workplace workplace;
  private final Attempt attempt;
  private final Thread worker;
  private final Thread watcher;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean working = true;
  private String cut = "";
  private volatile Deadline lease;
  private volatile boolean closed;

  /// Watches over the calling thread's work.
  ///
  /// @param lease until when the lease surely holds
  Watch(Workplace workplace, Attempt attempt, Deadline lease) {
    this.workplace = workplace;
    this.attempt = attempt;
    this.lease = lease;
    this.worker = Thread.currentThread();
    this.watcher = Thread.ofVirtual().name("watch-" + attempt.task()).unstarted(this::run);
  }

  Watch start() {
    watcher.start();
    return this;
  }

  /// Interrupts the work, unless it has ended already.
  void cut(String reason) {
    lock.lock();
    try {
      if (working && cut.isEmpty()) {
        cut = reason;
        worker.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Says that the work has ended; from here on nothing is interrupted. Answers why it was cut,
  /// empty if it was not.
  String ended() {
    lock.lock();
    try {
      working = false;
      if (!cut.isEmpty()) {
        // The cut is used up: what follows is not to be disturbed by it.
        Thread.interrupted();
      }
      return cut;
    } finally {
      lock.unlock();
    }
  }

  /// Until when the lease surely holds.
  Deadline lease() {
    return lease;
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
  }

  private void run() {
    try {
      var next = Deadline.in(workplace.tempo().beat());
      while (!closed) {
        next = nextBeat(next);
        if (attempt.deadline().isOver()) {
          cut("deadline");
          return;
        }
        if (lease.isOver()) {
          cut("lease-lost");
          return;
        }
      }
    } catch (InterruptedException _) {
      // Closed.
    }
  }

  /// Waits until something happens; beats when it is time, and answers when that is next.
  private Deadline nextBeat(Deadline next) throws InterruptedException {
    var bell = workplace.bulletin().changes(attempt.task());
    long seen = bell.rings();
    var change = change();
    if (!change.isEmpty()) {
      cut(change);
    }
    var soonest = attempt.deadline().atMost(lease.left()).atMost(next.left());
    bell.await(seen, soonest.left());
    return next.isOver() ? beat() : next;
  }

  private Deadline beat() throws InterruptedException {
    var time = workplace.tempo().lease();
    var asked = Deadline.in(time);
    var order =
        new Order(
            attempt.task(), new TaskCommand.Heartbeat(attempt.fence(), time, Json.NULL, Json.NULL));
    switch (Answers.bring(workplace.desk(), attempt.origin(), order)) {
      case Answers.Done _ -> lease = asked;
      case Answers.Denied(var refusal) -> cut(refusal.diagnostic().code());
      case Answers.Later _ -> {
        workplace.meter().count("task.heartbeat.late");
        return Deadline.in(RETRY).atMost(workplace.tempo().beat());
      }
    }
    return Deadline.in(workplace.tempo().beat());
  }

  /// What became of the task without us, empty while it is still held here. If the ledger cannot
  /// say, the next heartbeat will.
  private String change() {
    try {
      var state = workplace.reader().row(attempt.task()).map(row -> CODEC.decode(row.state()));
      return state.map(this::change).orElse("");
    } catch (LedgerUnavailable _) {
      return "";
    }
  }

  private String change(State state) {
    if (state instanceof TaskState.Cancelled) {
      return "cancelled";
    }
    return state instanceof TaskState.Leased leased
            && leased.lease().fence().equals(attempt.fence())
        ? ""
        : ENDED_ELSEWHERE;
  }
}
