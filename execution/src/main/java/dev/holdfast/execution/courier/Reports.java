package dev.holdfast.execution.courier;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Refusal;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Brings what the sender said back to the desk, as many reports together as have come in. A report
/// that the desk cannot take now is brought again, until it does or the lease has run out.
final class Reports {
  private static final int TOGETHER_MAX = 512;
  private static final int WAITING_MAX = 4 * TOGETHER_MAX;
  private static final long LOOK_MILLIS = 100;

  private final Post post;
  private final CourierLog log;
  private final Setbacks setbacks;
  private final BlockingQueue<Taken.Ended> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch abandoned = new CountDownLatch(1);

  Reports(Post post, Beat beat) {
    this.post = post;
    this.log = new CourierLog(beat.channel(), post.meter());
    this.setbacks = new Setbacks(beat.channel(), abandoned);
  }

  /// Waits while too many reports are waiting: what cannot be reported should not be sent. Returns
  /// false when nobody will bring it any more.
  boolean add(Taken.Ended ended) throws InterruptedException {
    while (abandoned.getCount() > 0) {
      if (waiting.offer(ended, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /// After the last report.
  void end() {
    ending.countDown();
  }

  /// Brings nothing more, whatever is waiting.
  void abandon() {
    abandoned.countDown();
  }

  /// Works until the end.
  void work() throws InterruptedException {
    while (abandoned.getCount() > 0 && (ending.getCount() > 0 || !waiting.isEmpty())) {
      var reports = new ArrayList<Taken.Ended>();
      var first = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        reports.add(first);
        waiting.drainTo(reports, TOGETHER_MAX - 1);
        bring(reports);
      }
    }
  }

  private void bring(List<Taken.Ended> reports) throws InterruptedException {
    var open = reports;
    while (!open.isEmpty() && abandoned.getCount() > 0) {
      post.checkpoints().reached("ack-received");
      open = submitted(open);
    }
  }

  /// Those that must be brought again.
  private List<Taken.Ended> submitted(List<Taken.Ended> reports) throws InterruptedException {
    try {
      var answers =
          post.desk()
              .submit(
                  reports.stream()
                      .map(report ->
                          Submission.of(post.origin(report.taken().correlation()), report.order()))
                      .toList());
      post.checkpoints().reached("committed");
      return settled(reports, answers);
    } catch (LedgerUnavailable unavailable) {
      setbacks.suffer(unavailable.diagnostic());
      return reports;
    } catch (RuntimeException defect) {
      log.defect(defect);
      setbacks.suffer(CourierLog.defective(defect));
      return reports;
    }
  }

  private List<Taken.Ended> settled(List<Taken.Ended> reports, List<Answer> answers)
      throws InterruptedException {
    var again = new ArrayList<Taken.Ended>();
    var why = new ArrayList<Diagnostic>();
    for (int i = 0; i < answers.size(); i++) {
      var report = reports.get(i);
      switch (answers.get(i)) {
        case Answer.Entered(_, var outcomes) -> log.reported(report, outcomes.getFirst());
        case Answer.Refused(var refusal) when mayPass(refusal) -> {
          again.add(report);
          why.add(refusal.diagnostic());
        }
        case Answer.Refused(var refusal) -> log.reported(report, new Outcome.Refused(refusal));
        case Answer.Replayed _ -> throw new IllegalStateException("a report has no key to replay");
      }
    }
    if (again.isEmpty()) {
      setbacks.recover();
    } else {
      setbacks.suffer(why.getFirst());
    }
    return again;
  }

  private static boolean mayPass(Refusal refusal) {
    return switch (refusal.reason()) {
      case OVERLOADED, UNAVAILABLE -> true;
      case NOT_FOUND, CONFLICT, STALE_FENCE, RULE, KEY_REUSED -> false;
    };
  }
}
