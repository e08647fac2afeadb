package dev.holdfast.execution.preflight;

import dev.holdfast.core.Lease;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.Preflight.Part;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.ledger.Origin;
import java.time.Duration;
import java.util.List;

/// One preflight, from its lease to its report, on a thread of its own.
final class Inspection {
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Claimed claimed;
  private final Sight sight;
  private final Doors doors;
  private final Allowance allowance;
  private final PreflightLog log;
  private final Thread thread;

  /// A job that is to be looked at.
  ///
  /// @param end until when the lease surely holds
  record Claimed(StreamId id, Job job, Lease lease, Deadline end) {}

  /// @param done called at the very end, whatever happened
  Inspection(Claimed claimed, Sight sight, Doors doors, Allowance allowance, Done done) {
    this.claimed = claimed;
    this.sight = sight;
    this.doors = doors;
    this.allowance = allowance;
    this.log = new PreflightLog(claimed.job().spec().id(), doors.meter());
    this.thread = Thread.ofVirtual().name("preflight-" + claimed.id()).unstarted(() -> run(done));
  }

  /// What is told of an end.
  @FunctionalInterface
  interface Done {
    void ended(Inspection inspection);
  }

  void start() {
    thread.start();
  }

  boolean awaitEnd(Deadline deadline) throws InterruptedException {
    return thread.join(deadline.left().plusMillis(1));
  }

  /// Ends it without a report: its lease runs out, and the job is looked at again.
  void halt() {
    thread.interrupt();
  }

  private void run(Done done) {
    try {
      long began = System.nanoTime();
      var parts =
          new Examination(allowance, sight.secrets().redaction())
              .of(Looks.at(claimed.job(), sight));
      report(parts, Duration.ofNanos(System.nanoTime() - began));
    } catch (InterruptedException _) {
      log.leftBehind();
    } catch (RuntimeException defect) {
      log.broke(defect);
    } finally {
      done.ended(this);
    }
  }

  /// Brings the report, again and again while the desk takes nothing, until the lease is over.
  private void report(List<Part> parts, Duration took) throws InterruptedException {
    var order = new Order(claimed.id(), new JobCommand.Report(claimed.lease().fence(), parts));
    var origin = new Origin(claimed.lease().holder(), "");
    var wait = FIRST_WAIT;
    while (true) {
      switch (Answers.bring(doors.desk(), origin, order)) {
        case Answers.Done _ -> {
          log.reported(parts, took);
          return;
        }
        case Answers.Denied(var refusal) -> {
          log.refused(refusal.diagnostic());
          return;
        }
        case Answers.Later(var why) -> {
          if (claimed.end().isOver()) {
            log.lost(why);
            return;
          }
          wait = rested(wait);
        }
      }
    }
  }

  private Duration rested(Duration wait) throws InterruptedException {
    var bell = doors.bulletin().changes(claimed.id());
    bell.await(bell.rings(), claimed.end().atMost(wait).left());
    var doubled = wait.multipliedBy(2);
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }
}
