package dev.holdfast.control.desk;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.Standing.Place;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.path.Rulebook;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Commit;
import dev.holdfast.ledger.Desk.Intake;
import dev.holdfast.ledger.Entry;
import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Submission;
import dev.holdfast.ledger.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves one batch after the other: decide, write, commit, answer. Lives on the desk's thread.
final class Clerk {
  private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);
  private static final int CONFLICTS_MAX = 20;

  private final Ledger ledger;
  private final Versions<Policy> policy;
  private final Bulletin bulletin;
  private final Alarm alarm;
  private final Rulebook rulebook = new Rulebook();
  private final Codec codec = new Codec();
  private final Sitting.Bench bench;
  private final Doubt doubt;
  private final Stragglers stragglers = new Stragglers();
  private final Dockets.Files files;
  private Sitting.Chain chain;
  private volatile Intake intake = new Intake.Open();

  /// A seat that was taken does not come back: this desk stays closed.
  private boolean fenced;

  Clerk(Ledger ledger, Versions<Policy> policy, Bulletin bulletin, Alarm alarm) {
    this.ledger = ledger;
    this.policy = policy;
    this.bulletin = bulletin;
    this.alarm = alarm;
    this.doubt = new Doubt(ledger);
    this.files = new Dockets.Files(policy, ledger.reader(), codec, stragglers, alarm.watch());
    this.bench =
        new Sitting.Bench(
            rulebook,
            new Decider(rulebook, policy),
            new Memorized(ledger.sharing()),
            codec,
            new Admission(policy, ledger.reader()));
    var seat = ledger.seat();
    long sequence = seat.lastEntry() & ((1L << Entry.SEQUENCE_BITS) - 1);
    this.chain = new Sitting.Chain(seat.desk(), sequence, seat.lastHash());
  }

  Intake intake() {
    return intake;
  }

  /// Looks whether a closed intake can be opened again.
  void idle() {
    if (intake instanceof Intake.Closed && !fenced) {
      try {
        ledger.reserve(1);
        open();
      } catch (LedgerUnavailable still) {
        close(still.diagnostic());
      }
    }
  }

  void serve(List<Pending> batch) {
    try {
      attempt(batch);
    } catch (LedgerUnavailable unavailable) {
      close(unavailable.diagnostic());
      refuse(batch, unavailable.diagnostic());
    } catch (RuntimeException defect) {
      // Whoever has been answered has been entered, and must not be served twice.
      isolate(batch.stream().filter(pending -> !pending.isAnswered()).toList(), defect);
    }
  }

  /// A defect of ours that one command brings out must not take the others of its batch with it,
  /// nor the desk. Halves, because most of a batch is sound.
  private void isolate(List<Pending> batch, RuntimeException defect) {
    forget();
    if (batch.isEmpty()) {
      Mishaps.log(defect);
    } else if (batch.size() > 1) {
      int half = batch.size() / 2;
      serve(List.copyOf(batch.subList(0, half)));
      serve(List.copyOf(batch.subList(half, batch.size())));
    } else if (batch.getFirst().submission() instanceof Submission.Wake wake) {
      takeApart(batch.getFirst(), wake);
    } else {
      if (!isKnown(batch.getFirst())) {
        Mishaps.log(defect);
      }
      refuse(batch, Mishaps.defect(defect));
    }
  }

  /// Serves those who are due as if each had come by itself.
  private void takeApart(Pending pending, Submission.Wake wake) {
    try {
      var waking = look(pending, wake);
      serve(waking.dockets().stream().map(Docket::pending).toList());
      conclude(waking);
    } catch (LedgerUnavailable unavailable) {
      close(unavailable.diagnostic());
      refuse(List.of(pending), unavailable.diagnostic());
    } catch (RuntimeException defect) {
      Mishaps.log(defect);
      refuse(List.of(pending), Mishaps.defect(defect));
    }
  }

  private Waking look(Pending pending, Submission.Wake wake) {
    try (var page = ledger.open()) {
      return Waking.of(pending, wake, page, files);
    }
  }

  private void conclude(Waking waking) {
    alarm.noLaterThan(waking.conclude(rulebook, stragglers));
  }

  /// What is wrong with a straggler was told when it became one.
  private boolean isKnown(Pending pending) {
    return pending.submission() instanceof Submission.Given given
        && given.origin().equals(Origin.TIME)
        && given.orders().stream().allMatch(order -> stragglers.knows(order.to()));
  }

  private void attempt(List<Pending> batch) {
    for (int conflicts = 0; conflicts < CONFLICTS_MAX; conflicts++) {
      var trust = conflicts == 0 ? Sitting.Trust.FRESH_KEYS : Sitting.Trust.NOTHING;
      if (attempt(batch, trust)) {
        return;
      }
      forget();
    }
    refuse(batch, Mishaps.contended());
  }

  /// Says whether everybody was answered; if not, another desk was faster.
  private boolean attempt(List<Pending> batch, Sitting.Trust trust) {
    Minutes minutes;
    List<Written> written;
    Commit commit;
    try (var page = ledger.open()) {
      alarm.observe(page.now());
      minutes = decide(page, batch, trust);
      written = written(minutes);
      commit = minutes.isBlank() ? new Commit.Done() : page.commit(minutes.leaf(written));
    }
    if (commit instanceof Commit.Unknown(var diagnostic)) {
      close(diagnostic);
      commit = doubt.resolve(minutes.last());
    }
    return switch (commit) {
      case Commit.Done() -> {
        done(minutes, written);
        yield true;
      }
      case Commit.Conflicted() -> false;
      case Commit.Unknown(var diagnostic) -> unserved(batch, diagnostic);
      case Commit.Refused(var diagnostic) -> unserved(batch, diagnostic);
      case Commit.Fenced(var diagnostic) -> {
        fenced = true;
        yield unserved(batch, diagnostic);
      }
    };
  }

  private boolean unserved(List<Pending> batch, Diagnostic diagnostic) {
    forget();
    close(diagnostic);
    refuse(batch, diagnostic);
    return true;
  }

  private Minutes decide(Page page, List<Pending> batch, Sitting.Trust trust) {
    bench.admission().begin(page.now());
    var dockets = new Dockets(page, files);
    dockets.sort(batch);
    return new Sitting(bench, page, trust, chain).decide(dockets, policy.current());
  }

  private List<Written> written(Minutes minutes) {
    var written = new ArrayList<Written>(minutes.streams().size());
    for (var held : minutes.streams()) {
      if (held.isChanged()) {
        written.add(
            new Written(
                held.id(),
                held.stored(),
                held.version(),
                held.entry(),
                rulebook.standing(held.id(), held.state()),
                codec.encode(held.state())));
      }
    }
    return written;
  }

  private void done(Minutes minutes, List<Written> written) {
    if (!minutes.isBlank()) {
      var last = minutes.last();
      chain =
          new Sitting.Chain(chain.desk(), chain.lastSequence() + minutes.entryCount(), last.hash());
      bench.memorized().keep(minutes.streams().stream().map(Held::committed).toList());
      open();
    }
    try {
      announce(minutes, written);
    } finally {
      // It is committed: whatever a listener does, its senders are told so.
      minutes.answer();
      minutes.wakings().forEach(this::conclude);
    }
  }

  private void announce(Minutes minutes, List<Written> written) {
    var lanes = new LinkedHashSet<Hint.Lane>();
    var due = Instant.MAX;
    for (var stream : written) {
      var standing = stream.standing();
      due = earlier(due, standing.dueAt().orElse(Instant.MAX));
      standing
          .queue()
          .filter(queue -> queue.place() == Place.READY)
          .ifPresent(queue -> lanes.add(new Hint.Lane(stream.id().kind(), queue.lane())));
    }
    alarm.noLaterThan(due);
    bulletin.post(minutes.posted());
    lanes.forEach(lane -> bulletin.ready(lane.kind(), lane.lane()));
    if (!lanes.isEmpty()) {
      ledger.hint(new Hint(Set.copyOf(lanes)));
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }

  private void forget() {
    bench.memorized().forget();
    bench.admission().forget();
  }

  private void open() {
    if (intake instanceof Intake.Closed) {
      intake = new Intake.Open();
      LOG.atInfo().setMessage("desk.opened").log();
    }
  }

  private void close(Diagnostic diagnostic) {
    if (intake instanceof Intake.Open) {
      LOG.atError()
          .setMessage("desk.closed")
          .addKeyValue("code", diagnostic.code())
          .addKeyValue("cause", diagnostic.cause())
          .addKeyValue("remediation", diagnostic.nextAction())
          .log();
    }
    intake = new Intake.Closed(diagnostic);
  }

  private static void refuse(List<Pending> batch, Diagnostic diagnostic) {
    var refusal = Refusal.of(Refusal.Reason.UNAVAILABLE, diagnostic);
    batch.forEach(pending -> pending.answer(new Answer.Refused(refusal)));
  }
}
