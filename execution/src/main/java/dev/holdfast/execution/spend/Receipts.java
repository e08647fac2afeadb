package dev.holdfast.execution.spend;

import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.effect.EffectCommand;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.LedgerUnavailable;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Enters what calls have cost, many in one entry; what their budgets are told follows from it.
/// Whoever brings one waits for room and not for the commit; what a crash takes with it was covered
/// by blocks, which come back.
public final class Receipts {
  private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
  private static final int QUEUE_MAX = 4_096;
  private static final int BATCH_MAX = 128;
  private static final long IDLE_MILLIS = 200;
  private static final long REST_MILLIS = 100;

  private final Desk desk;
  private final Origin origin;
  private final Meter meter;
  private final BlockingQueue<Order> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  public Receipts(Desk desk, String holder, Meter meter) {
    this.desk = desk;
    this.origin = new Origin(holder, "");
    this.meter = meter;
    this.thread = Thread.ofVirtual().name("receipts").unstarted(this::work);
  }

  public Receipts start() {
    thread.start();
    return this;
  }

  /// Waits while the ledger is so slow that the queue is full.
  ///
  /// @param effect what was done, with its end and its charge
  public void enter(StreamId effect, EffectCommand.Report report) throws InterruptedException {
    queue.put(new Order(effect, report));
    if (thread.getState() == Thread.State.TERMINATED) {
      // Whoever hung on beyond the end of the gateway: nobody will look into the queue any more.
      lost(1);
    }
  }

  /// Enters what is there, as far as the time goes.
  public void stop(Duration atMost) throws InterruptedException {
    closing.countDown();
    if (!thread.join(atMost)) {
      thread.interrupt();
      thread.join();
    }
    if (!queue.isEmpty()) {
      lost(queue.size());
    }
  }

  private void lost(int count) {
    meter.count("receipts.lost", count);
    LOG.atWarn()
        .setMessage("receipts.lost")
        .addKeyValue("count", count)
        .addKeyValue("remediation", "their blocks come back by themselves; stop more patiently")
        .log();
  }

  private void work() {
    var batch = new ArrayList<Order>(BATCH_MAX);
    try {
      while (closing.getCount() > 0 || !queue.isEmpty()) {
        var first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH_MAX - 1);
          bring(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException _) {
      LOG.atDebug().setMessage("receipts.interrupted").addKeyValue("open", batch.size()).log();
    }
  }

  /// Under one key, so that what is brought again after a lost answer is entered once.
  private void bring(List<Order> batch) throws InterruptedException {
    var name = Codec.hash(UUID.randomUUID().toString());
    var given = new Submission.Given(origin, List.copyOf(batch), new CommandKey(name, name));
    while (!isEntered(given)) {
      meter.count("receipts.again");
      closing.await(REST_MILLIS, TimeUnit.MILLISECONDS);
    }
    meter.count("receipts.entered", batch.size());
  }

  private boolean isEntered(Submission.Given given) throws InterruptedException {
    try {
      return switch (desk.submit(given)) {
        case Answer.Entered _, Answer.Replayed _ -> true;
        case Answer.Refused _ -> false;
      };
    } catch (LedgerUnavailable _) {
      // The desk says so in the log; the batch stays, and is brought again.
      return false;
    }
  }
}
