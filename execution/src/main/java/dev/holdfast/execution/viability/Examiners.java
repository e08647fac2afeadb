package dev.holdfast.execution.viability;

import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.models.viability.ViabilityState;
import dev.holdfast.execution.attempt.Answers;
import dev.holdfast.execution.attempt.Deadline;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The examinations of this node: takes up models that are wanted, a few at once.
public final class Examiners {
  private static final String WANTED = "wanted";
  private static final Duration LAST_MOMENT = Duration.ofSeconds(2);

  /// The longest wait between two looks while the ledger cannot be read.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String holder;
  private final Study study;
  private final Thread thread;
  private final ExaminationLog log;
  private final Codec codec = new Codec();
  private final Set<Examiner> busy = ConcurrentHashMap.newKeySet();
  private final Bulletin.Subscription changes;
  private Deadline nextRound = Deadline.in(Duration.ZERO);
  private long begun;
  private volatile boolean stopping;

  private Examiners(String holder, Study study) {
    this.holder = holder;
    this.study = study;
    this.log = new ExaminationLog(study.doors().meter());
    this.thread = Thread.ofVirtual().name("examiners").unstarted(this::run);
    this.changes =
        study
            .doors()
            .bulletin()
            .subscribe(posted -> {
              if (posted.stream().anyMatch(one -> one.change().id().kind() == Kind.MODEL)) {
                ring();
              }
            });
  }

  /// @param holder this node's name, as leases show it
  public static Examiners start(String holder, Study study) {
    var examiners = new Examiners(holder, study);
    examiners.thread.start();
    return examiners;
  }

  /// Takes up nothing more, and gives what is under way `time` to end.
  public void stop(Duration time) throws InterruptedException {
    stopping = true;
    changes.close();
    ring();
    var deadline = Deadline.in(time);
    boolean ended = thread.join(deadline.left().plusMillis(1));
    for (var examiner : busy) {
      ended &= examiner.awaitEnd(deadline);
    }
    if (!ended) {
      thread.interrupt();
      busy.forEach(Examiner::halt);
      var last = Deadline.in(LAST_MOMENT);
      for (var examiner : busy) {
        examiner.awaitEnd(last);
      }
    }
  }

  private void ring() {
    study.doors().bulletin().ready(Kind.MODEL, WANTED);
  }

  private void run() {
    var bell = study.doors().bulletin().lane(Kind.MODEL, WANTED);
    try {
      while (!stopping) {
        long seen = bell.rings();
        bell.await(seen, look());
      }
    } catch (InterruptedException _) {
      // The process ends.
    }
  }

  /// Answers how long to wait before the next look, unless a bell rings.
  private Duration look() throws InterruptedException {
    try {
      for (var examiner : busy) {
        examiner.keep();
      }
      if (nextRound.isOver()) {
        nextRound = Deadline.in(study.allowance().round());
        new DigestWatch(holder, study).look();
        new Round(holder, study).go();
      }
      int free = study.allowance().atOnce() - busy.size();
      if (free > 0) {
        var query = new Reader.Query(Kind.MODEL, WANTED, 0, Long.MAX_VALUE, free);
        for (var row : study.doors().reader().list(query)) {
          begin(row);
        }
      }
      return study.allowance().poll();
    } catch (LedgerUnavailable _) {
      // Whoever reads or writes next says so; here it is only waited for.
      return PATIENCE;
    } catch (RuntimeException defect) {
      log.broke("all", defect);
      return PATIENCE;
    }
  }

  /// Two nodes want the same one: the desk says whose it is.
  private void begin(Row row) throws InterruptedException {
    if (!(codec.decode(row.state()) instanceof ViabilityState.Wanted)) {
      return;
    }
    begun++;
    var name = holder + "/examination-" + begun;
    var held = Deadline.in(study.allowance().lease());
    var order = new Order(row.id(), new ViabilityCommand.Begin(name, study.allowance().lease()));
    if (Answers.bring(study.doors().desk(), new Origin(holder, ""), order)
        instanceof Answers.Done(var changed)) {
      for (var one : changed) {
        if (one.state() instanceof ViabilityState.Examining lease) {
          start(lease, held);
        }
      }
    }
  }

  private void start(ViabilityState.Examining lease, Deadline held) {
    var examiner = new Examiner(lease, study, held, this::ended);
    busy.add(examiner);
    examiner.start();
  }

  private void ended(Examiner examiner) {
    busy.remove(examiner);
    ring();
  }
}
