package dev.holdfast.execution.lanes;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Deadline;
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

/// One lane's loop: claims what it has free places for, and has each task attended.
final class LaneRunner {
  private static final Logger LOG = LoggerFactory.getLogger(LaneRunner.class);
  private static final int CLAIM_MAX = 64;

  private final String lane;
  private final String holder;
  private final Workplace workplace;
  private final Thread thread;
  private final Set<Attending> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;
  private String trouble = "";

  LaneRunner(String lane, String holder, Workplace workplace) {
    this.lane = lane;
    this.holder = holder;
    this.workplace = workplace;
    this.thread = Thread.ofVirtual().name("lane-" + lane).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Claims nothing more.
  void close() {
    stopping = true;
    ring();
  }

  /// Waits for what is being attended; says whether all of it ended in time. Call it after
  /// [#close].
  boolean drain(Deadline deadline) throws InterruptedException {
    boolean ended = thread.join(deadline.left().plusMillis(1));
    for (var attending : busy) {
      ended &= attending.awaitEnd(deadline);
    }
    return ended;
  }

  /// Ends what is still being attended.
  void halt() {
    busy.forEach(Attending::halt);
  }

  private void run() {
    try {
      while (!stopping) {
        var bell = workplace.bulletin().lane(Kind.TASK, lane);
        long seen = bell.rings();
        bell.await(seen, takeUp());
      }
    } catch (InterruptedException _) {
      // The process ends.
    }
  }

  /// Answers how long to wait before the next look, unless a bell rings.
  private Duration takeUp() throws InterruptedException {
    int free = Math.min(places() - busy.size(), CLAIM_MAX);
    if (free <= 0) {
      return workplace.tempo().poll();
    }
    var claimant =
        new Submission.Claimant(Kind.TASK, lane, Hands.NODE, holder, workplace.tempo().lease());
    long asked = System.nanoTime();
    try {
      return switch (workplace.desk().submit(new Submission.Claim(origin(), claimant, free))) {
        case Answer.Entered(_, var outcomes) -> begin(outcomes, asked, free);
        case Answer.Replayed _ -> workplace.tempo().poll();
        case Answer.Refused(var refusal) -> troubled(refusal.diagnostic());
      };
    } catch (LedgerUnavailable unavailable) {
      return troubled(unavailable.diagnostic());
    }
  }

  private Duration begin(List<Outcome> outcomes, long asked, int free) {
    if (!trouble.isEmpty()) {
      trouble = "";
      LOG.atInfo().setMessage("lane.resumed").addKeyValue("lane", lane).log();
    }
    for (var outcome : outcomes) {
      if (outcome instanceof Outcome.Done(var changes)) {
        changes.forEach(changed -> begin(changed, asked));
      }
    }
    // A full claim may not have been all there is.
    return outcomes.size() < free ? workplace.tempo().poll() : Duration.ZERO;
  }

  private void begin(Changed changed, long asked) {
    if (!(changed.state() instanceof TaskState.Leased leased)) {
      return;
    }
    var time = Duration.between(leased.startedAt(), leased.deadline());
    var attempt =
        new Attempt(
            changed.change().id(),
            leased,
            workplace.contract(leased),
            new Deadline(asked + time.toNanos()));
    workplace.meter().count("task.claimed", "lane", lane);
    new Place(attempt, new Deadline(asked + workplace.tempo().lease().toNanos())).occupy();
  }

  /// The policy may change while the lane runs; a lane that is gone takes nothing up.
  private int places() {
    var terms = workplace.versions().now().delegation().lanes().get(lane);
    return terms == null ? 0 : terms.concurrency();
  }

  private Duration troubled(Diagnostic why) {
    if (!trouble.equals(why.code())) {
      trouble = why.code();
      workplace.meter().count("lane.claim.refused", "lane", lane);
      LOG.atWarn()
          .setMessage("lane.claim-refused")
          .addKeyValue("lane", lane)
          .addKeyValue("code", why.code())
          .addKeyValue("cause", why.cause())
          .addKeyValue("remediation", why.nextAction())
          .log();
    }
    return workplace.tempo().patience();
  }

  private Origin origin() {
    return new Origin(holder, "");
  }

  private void ring() {
    workplace.bulletin().ready(Kind.TASK, lane);
  }

  /// One place of the lane, while it is taken.
  private final class Place {
    private final Attending attending;

    Place(Attempt attempt, Deadline lease) {
      this.attending = new Attending(workplace, attempt, lease, this::free);
    }

    void occupy() {
      busy.add(attending);
      attending.start();
    }

    private void free() {
      busy.remove(attending);
      ring();
    }
  }
}
