package dev.holdfast.rehearsal.stage;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/// What stands for a thread on the stage, under the same method names.
public final class Strand {
  private static final ThreadLocal<Optional<Strand>> CURRENT =
      ThreadLocal.withInitial(Optional::empty);
  private static final int PASS_ONE_IN = 4;

  private final Stage stage;
  private final String name;
  private final int process;
  private final Runnable work;
  private final Semaphore go = new Semaphore(0);
  private int number;
  private BooleanSupplier ready = Strand::atOnce;
  private long until = Long.MAX_VALUE;
  private boolean interrupted;
  private boolean killed;
  private boolean done;
  private Optional<Throwable> failure = Optional.empty();

  Strand(Stage stage, String name, int process, Runnable work) {
    this.stage = stage;
    this.name = name;
    this.process = process;
    this.work = work;
  }

  public static Strand currentThread() {
    return CURRENT.get().orElseThrow(() -> new IllegalStateException("not on a stage"));
  }

  static boolean isOnStage() {
    return CURRENT.get().isPresent();
  }

  public static Builder ofVirtual() {
    return new Named("strand");
  }

  public static Builder ofPlatform() {
    return new Named("strand");
  }

  public static boolean interrupted() {
    return currentThread().takeInterrupt();
  }

  /// Waits until something is so, at most this long; answers whether it is.
  static boolean await(BooleanSupplier ready, long nanos) throws InterruptedException {
    var me = currentThread();
    me.refuseInterrupted();
    if (!ready.getAsBoolean() && nanos > 0) {
      long end = me.stage.nanos() + nanos;
      me.pause(() -> me.interrupted || ready.getAsBoolean(), end < 0 ? Long.MAX_VALUE : end);
    }
    me.refuseInterrupted();
    return ready.getAsBoolean();
  }

  /// Waits whatever happens.
  static void insist(BooleanSupplier ready) {
    if (!ready.getAsBoolean()) {
      currentThread().pause(ready, Long.MAX_VALUE);
    }
  }

  private static boolean atOnce() {
    return true;
  }

  private void refuseInterrupted() throws InterruptedException {
    if (killed) {
      throw new Gone();
    }
    if (takeInterrupt()) {
      throw new InterruptedException();
    }
  }

  private boolean takeInterrupt() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }

  private void pause(BooleanSupplier condition, long end) {
    if (killed) {
      throw new Gone();
    }
    ready = condition;
    until = end;
    stage.handBack();
    go.acquireUninterruptibly();
    if (killed) {
      throw new Gone();
    }
  }

  void pass() {
    if (killed || stage.oneIn(PASS_ONE_IN)) {
      pause(Strand::atOnce, Long.MAX_VALUE);
    }
  }

  public void start() {
    number = stage.enter(this);
    Thread.ofVirtual().name(name).start(this::live);
  }

  private void live() {
    CURRENT.set(Optional.of(this));
    go.acquireUninterruptibly();
    try {
      if (!killed) {
        work.run();
      }
    } catch (Gone _) {
      // As with a killed process, nothing is said.
    } catch (Throwable broken) {
      failure = Optional.of(broken);
    } finally {
      done = true;
      stage.handBack();
    }
  }

  public void interrupt() {
    interrupted = true;
  }

  public boolean isInterrupted() {
    return interrupted;
  }

  public void join() throws InterruptedException {
    boolean _ = await(this::isDone, Long.MAX_VALUE);
  }

  public boolean join(Duration time) throws InterruptedException {
    return await(this::isDone, time.toNanos());
  }

  boolean isAble(long nanos) {
    return killed || until <= nanos || ready.getAsBoolean();
  }

  boolean isDone() {
    return done;
  }

  boolean isKilled() {
    return killed;
  }

  void kill() {
    killed = true;
  }

  void resume() {
    go.release();
  }

  void rethrow() {
    failure.ifPresent(broken -> {
      throw new IllegalStateException(name + " broke", broken);
    });
  }

  int process() {
    return process;
  }

  long until() {
    return until;
  }

  Stage stage() {
    return stage;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public String toString() {
    return name + "@" + process;
  }

  /// Stands for the builders of threads.
  public interface Builder {
    Builder name(String name);

    Builder daemon();

    Strand unstarted(Runnable work);

    Strand start(Runnable work);
  }

  private record Named(String name) implements Builder {
    @Override
    public Builder name(String other) {
      return new Named(other);
    }

    @Override
    public Builder daemon() {
      return this;
    }

    @Override
    public Strand unstarted(Runnable work) {
      var parent = currentThread();
      return new Strand(parent.stage, name, parent.process, work);
    }

    @Override
    public Strand start(Runnable work) {
      var strand = unstarted(work);
      strand.start();
      return strand;
    }
  }
}
