package dev.holdfast.execution.courier;

import dev.holdfast.core.Kind;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.channels.Sender;
import dev.holdfast.ledger.Bulletin;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves one channel: one thread claims, one for each attempt sends (one for each batch, where the
/// sender takes many at once), one reports.
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  /// The bulletin's bell is a hint; this is how long a missed one can go unnoticed.
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final int CLAIM_MAX = 256;

  private final Post post;
  private final Beat beat;
  private final CourierLog log;
  private final Claims claims;
  private final Reports reports;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Semaphore room;
  private final Set<Thread> sending = ConcurrentHashMap.newKeySet();
  private final Thread claimer;
  private final Thread reporter;

  Courier(Post post, Beat beat) {
    this.post = post;
    this.beat = beat;
    this.log = new CourierLog(beat.channel(), post.meter());
    this.claims = new Claims(post, beat, stopping);
    this.reports = new Reports(post, beat);
    this.room = new Semaphore(beat.atOnce());
    this.claimer = Thread.ofVirtual().name("claims-" + beat.channel()).unstarted(this::claim);
    this.reporter = Thread.ofVirtual().name("reports-" + beat.channel()).unstarted(this::report);
  }

  void start() {
    reporter.start();
    claimer.start();
  }

  /// Claims nothing more. What is under way goes on.
  void retire() {
    stopping.countDown();
    // Its only waiter is the claimer, who then sees that it is over.
    post.bulletin().ready(Kind.DELIVERY, beat.channel());
  }

  /// Waits until everything is sent and reported, or the time is over; then interrupts what is
  /// still under way and leaves it to its lease. Returns whether all went well.
  boolean finish(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    boolean calm = claimer.join(left(end));
    for (var thread : sending) {
      calm &= thread.join(left(end));
    }
    var late = List.copyOf(sending);
    late.forEach(Thread::interrupt);
    long lateEnd = System.nanoTime() + POLL.toNanos();
    for (var thread : late) {
      calm &= thread.join(left(lateEnd));
    }
    reports.end();
    calm &= reporter.join(left(end).plus(POLL));
    reports.abandon();
    reporter.interrupt();
    claimer.interrupt();
    return calm;
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void claim() {
    var bell = post.bulletin().lane(Kind.DELIVERY, beat.channel());
    try {
      while (!isStopping()) {
        if (room.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          claimInto(1 + room.drainPermits(), bell);
        }
      }
    } catch (InterruptedException _) {
      LOG.atDebug().setMessage("courier.interrupted").addKeyValue("channel", beat.channel()).log();
    }
  }

  private void claimInto(int free, Bulletin.Bell bell) throws InterruptedException {
    long seen = bell.rings();
    List<Taken> taken = Collections.emptyList();
    try {
      taken = claims.take(Math.min(free, CLAIM_MAX));
    } finally {
      room.release(free - taken.size());
    }
    if (taken.isEmpty()) {
      if (!isStopping()) {
        boolean _ = bell.await(seen, POLL);
      }
    } else {
      post.checkpoints().reached("intent-written");
      send(taken);
    }
  }

  private void send(List<Taken> taken) {
    switch (beat.sender()) {
      case Sender.Single single ->
          taken.forEach(one -> begin(List.of(one), () -> sent(single, one)));
      case Sender.Bulk bulk -> begin(taken, () -> sent(bulk, taken));
    }
  }

  private void begin(List<Taken> taken, Attempt attempt) {
    var thread =
        Thread.ofVirtual()
            .name("send-" + taken.getFirst().delivery())
            .unstarted(() -> make(attempt, taken));
    sending.add(thread);
    thread.start();
  }

  private void make(Attempt attempt, List<Taken> taken) {
    try {
      long begin = System.nanoTime();
      var sent = attempt.made();
      var took = Duration.ofNanos(System.nanoTime() - begin);
      post.checkpoints().reached("effect-sent");
      // An interruption was for the sending, and has ended it; how it ended is still worth a
      // report.
      boolean interrupted = Thread.interrupted();
      log.sent(sent, took);
      for (int i = 0; i < taken.size(); i++) {
        if (!reports.add(new Taken.Ended(taken.get(i), sent.get(i)))) {
          log.leftBehind(taken.get(i));
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException _) {
      taken.forEach(log::leftBehind);
    } finally {
      sending.remove(Thread.currentThread());
      room.release(taken.size());
    }
  }

  private List<Sent> sent(Sender.Single single, Taken one) {
    try {
      return List.of(single.send(one.dispatch(beat.timeout())));
    } catch (RuntimeException defect) {
      log.broke(one, defect);
      return List.of(broken(defect));
    }
  }

  private List<Sent> sent(Sender.Bulk bulk, List<Taken> taken) {
    try {
      return bulk.send(taken.stream().map(one -> one.dispatch(beat.timeout())).toList());
    } catch (RuntimeException defect) {
      log.broke(taken.getFirst(), defect);
      return Collections.nCopies(taken.size(), broken(defect));
    }
  }

  private static Sent broken(RuntimeException defect) {
    return new Sent.Ambiguous("sender-broke", "the sender failed: " + defect);
  }

  private void report() {
    try {
      reports.work();
    } catch (InterruptedException _) {
      LOG.atDebug().setMessage("reports.interrupted").addKeyValue("channel", beat.channel()).log();
    }
  }

  /// Sends, and says how each of what was sent ended.
  @FunctionalInterface
  private interface Attempt {
    List<Sent> made();
  }
}
