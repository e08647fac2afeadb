package dev.holdfast.gateway.models;

import dev.holdfast.core.models.Delta;
import dev.holdfast.core.models.ModelId;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A question under way. It is asked on a thread of its own, so that the one that holds the line
/// can see its caller hang up and keep the line alive. What was not yet passed on is bounded:
/// behind a slow reader the model is read no faster.
final class UnderWay implements AutoCloseable {
  private static final int PIECES_MAX = 64;
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(PIECES_MAX);
  private final Thread asking;
  private final Turnstile.Pass pass;
  private boolean ended;

  private UnderWay(Asking how, Turnstile.Pass pass) {
    this.pass = pass;
    this.asking = Thread.ofVirtual().name("model-question").start(() -> ask(how));
  }

  @FunctionalInterface
  private interface Asking {
    Outcome ask(Hearer hearer) throws InterruptedException;
  }

  /// @param pass given back when this is closed
  static UnderWay whole(ModelDoor door, Inquiry inquiry, Turnstile.Pass pass) {
    return new UnderWay(_ -> door.ask(inquiry), pass);
  }

  static UnderWay committed(ModelDoor door, Inquiry inquiry, Turnstile.Pass pass) {
    return new UnderWay(hearer -> door.ask(inquiry, hearer), pass);
  }

  private void ask(Asking how) {
    try {
      heard.put(outcome(how));
    } catch (InterruptedException _) {
      // Closed: nobody listens any more.
      Thread.currentThread().interrupt();
    }
  }

  private Heard outcome(Asking how) throws InterruptedException {
    try {
      return new Heard.Ended(how.ask(new Ear()));
    } catch (RuntimeException defect) {
      return new Heard.Broken(defect);
    }
  }

  private final class Ear implements Hearer {
    @Override
    public void answers(ModelId model, int attempt, Outcome.Lowered lowered)
        throws InterruptedException {
      heard.put(new Heard.Begun(model, attempt, lowered));
    }

    @Override
    public void hears(Delta delta) throws InterruptedException {
      heard.put(new Heard.Piece(delta));
    }
  }

  /// The next thing, as soon as it is there.
  Heard next(Duration atMost) throws InterruptedException {
    var next = heard.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    return noted(next == null ? new Heard.Nothing() : next);
  }

  /// What is there already.
  Heard more() {
    var more = heard.poll();
    return noted(more == null ? new Heard.Nothing() : more);
  }

  private Heard noted(Heard next) {
    ended |= next instanceof Heard.Ended || next instanceof Heard.Broken;
    return next;
  }

  /// Ends the question, if it has not ended, and waits a moment until it is on record.
  @Override
  public void close() {
    try {
      if (!ended) {
        asking.interrupt();
        asking.join(GOODBYE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      pass.close();
    }
  }
}
