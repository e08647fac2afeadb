package dev.holdfast.execution.preflight;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The preflights of this node: claims the jobs that want one, and has each inspected.
public final class Preflights {
  private static final Logger LOG = LoggerFactory.getLogger(Preflights.class);
  private static final Duration LAST_MOMENT = Duration.ofSeconds(2);

  /// The longest wait between two tries while the desk takes nothing.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String holder;
  private final Doors doors;
  private final Sight sight;
  private final Allowance allowance;
  private final Thread thread;
  private final Set<Inspection> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private String trouble = "";

  private Preflights(String holder, Doors doors, Sight sight, Allowance allowance) {
    this.holder = holder;
    this.doors = doors;
    this.sight = sight;
    this.allowance = allowance;
    this.thread = Thread.ofVirtual().name("preflights").unstarted(this::run);
  }

  /// @param holder this node's name, as leases show it
  public static Preflights start(String holder, Doors doors, Sight sight, Allowance allowance) {
    var preflights = new Preflights(holder, doors, sight, allowance);
    preflights.thread.start();
    return preflights;
  }

  /// Claims nothing more, lets what is under way be reported within `time`, and ends what is left:
  /// its leases run out, and the jobs are looked at again.
  public void stop(Duration time) throws InterruptedException {
    stopping = true;
    ring();
    var deadline = Deadline.in(time);
    boolean ended = thread.join(deadline.left().plusMillis(1));
    for (var inspection : busy) {
      ended &= inspection.awaitEnd(deadline);
    }
    if (!ended) {
      thread.interrupt();
      busy.forEach(Inspection::halt);
      var last = Deadline.in(LAST_MOMENT);
      for (var inspection : busy) {
        inspection.awaitEnd(last);
      }
    }
  }

  private void run() {
    var bell = doors.bulletin().lane(Kind.JOB, Preflight.LANE);
    try {
      while (!stopping) {
        long seen = bell.rings();
        bell.await(seen, takeUp());
      }
    } catch (InterruptedException _) {
      // The process ends.
    }
  }

  /// Answers how long to wait before the next look, unless a bell rings.
  private Duration takeUp() throws InterruptedException {
    int free = allowance.atOnce() - busy.size();
    if (free <= 0) {
      return allowance.poll();
    }
    var claimant =
        new Submission.Claimant(Kind.JOB, Preflight.LANE, Hands.NODE, holder, allowance.lease());
    var end = Deadline.in(allowance.lease());
    try {
      var claim = new Submission.Claim(new Origin(holder, ""), claimant, free);
      return switch (doors.desk().submit(claim)) {
        case Answer.Entered(_, var outcomes) -> begin(outcomes, end, free);
        case Answer.Replayed _ -> allowance.poll();
        case Answer.Refused(var refusal) -> troubled(refusal.diagnostic());
      };
    } catch (LedgerUnavailable unavailable) {
      return troubled(unavailable.diagnostic());
    } catch (RuntimeException defect) {
      return broke(defect);
    }
  }

  private Duration begin(List<Outcome> outcomes, Deadline end, int free) {
    if (!trouble.isEmpty()) {
      trouble = "";
      LOG.atInfo().setMessage("preflights.resumed").log();
    }
    for (var outcome : outcomes) {
      switch (outcome) {
        case Outcome.Done(var changes) -> changes.forEach(changed -> begin(changed, end));
        case Outcome.Refused _ -> {
          // It was removed, or taken up elsewhere, between waiting and deciding.
        }
      }
    }
    // A full claim may not have been all there is.
    return outcomes.size() < free ? allowance.poll() : Duration.ZERO;
  }

  private void begin(Changed changed, Deadline end) {
    if (changed.state() instanceof JobState.Kept(var job)
        && job.preflight() instanceof Preflight.Checking(var lease, _, _, _)) {
      var claimed = new Inspection.Claimed(changed.change().id(), job, lease, end);
      var inspection = new Inspection(claimed, sight, doors, allowance, this::ended);
      busy.add(inspection);
      inspection.start();
    }
  }

  private void ended(Inspection inspection) {
    busy.remove(inspection);
    ring();
  }

  private void ring() {
    doors.bulletin().ready(Kind.JOB, Preflight.LANE);
  }

  private static Duration broke(RuntimeException defect) {
    LOG.atError()
        .setMessage("preflights.broke")
        .addKeyValue("remediation", "Report this as a bug, with the stack trace.")
        .setCause(defect)
        .log();
    return PATIENCE;
  }

  private Duration troubled(Diagnostic why) {
    if (!trouble.equals(why.code())) {
      trouble = why.code();
      LOG.atWarn()
          .setMessage("preflights.claim-refused")
          .addKeyValue("code", why.code())
          .addKeyValue("cause", why.cause())
          .addKeyValue("remediation", why.nextAction())
          .log();
    }
    return PATIENCE;
  }
}
