package dev.holdfast.rehearsal.stage;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A bounded queue whose waiting is a strand's.
public final class StageQueue<E> extends ArrayBlockingQueue<E> {
  private static final long serialVersionUID = 1L;

  public StageQueue(int capacity) {
    super(capacity);
  }

  @Override
  public boolean offer(E element) {
    Stage.here().pass();
    return super.offer(element);
  }

  @Override
  public @Nullable E poll(long time, TimeUnit unit) throws InterruptedException {
    boolean _ = Strand.await(() -> !isEmpty(), unit.toNanos(time));
    return poll();
  }

  @Override
  public boolean offer(E element, long time, TimeUnit unit) throws InterruptedException {
    boolean _ = Strand.await(() -> remainingCapacity() > 0, unit.toNanos(time));
    return super.offer(element);
  }

  @Override
  public void put(E element) throws InterruptedException {
    boolean _ = offer(element, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  @Override
  public E take() throws InterruptedException {
    boolean _ = Strand.await(() -> !isEmpty(), Long.MAX_VALUE);
    return remove();
  }
}
