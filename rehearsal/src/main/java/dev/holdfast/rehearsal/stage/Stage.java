package dev.holdfast.rehearsal.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets one strand move at a time. The seed says which; so the same seed gives the same history.
public final class Stage {
  private static final long STUCK_SECONDS = 60;
  private static final long STEP_NANOS = 1_000;

  private final Random chance;
  private final Semaphore back = new Semaphore(0);
  private final List<Strand> strands = new ArrayList<>();
  private long nanos;
  private long steps;
  private int born;

  public Stage(long seed) {
    this.chance = new Random(seed);
  }

  /// The stage that the calling code is on.
  public static Stage here() {
    return Strand.currentThread().stage();
  }

  /// Plays until `scene` has ended; whatever else still runs then is killed.
  public void play(Runnable scene) {
    var first = new Strand(this, "scene", 0, scene);
    first.start();
    while (!first.isDone()) {
      turn(next());
    }
    strands.forEach(Strand::kill);
    while (!strands.isEmpty()) {
      turn(strands.getFirst());
    }
    first.rethrow();
  }

  /// Kills every strand of a process.
  public void kill(int process) {
    strands.stream().filter(strand -> strand.process() == process).forEach(Strand::kill);
  }

  /// Begins a process: what `work` starts belongs to it.
  public void process(int process, String name, Runnable work) {
    new Strand(this, name, process, work).start();
  }

  /// Lets this much time pass for the calling strand.
  public void rest(long time) throws InterruptedException {
    boolean _ = Strand.await(() -> false, time);
  }

  /// Lets others move first, perhaps.
  public void pass() {
    Strand.currentThread().pass();
  }

  public boolean oneIn(int times) {
    return chance.nextInt(times) == 0;
  }

  public int below(int bound) {
    return chance.nextInt(bound);
  }

  public long nanos() {
    return nanos;
  }

  public long steps() {
    return steps;
  }

  int enter(Strand strand) {
    strands.add(strand);
    return ++born;
  }

  void handBack() {
    back.release();
  }

  private Strand next() {
    var able = able();
    if (able.isEmpty()) {
      nanos = strands.stream().mapToLong(Strand::until).min().orElse(Long.MAX_VALUE);
      able = able();
    }
    if (nanos == Long.MAX_VALUE || able.isEmpty()) {
      throw new IllegalStateException("nobody can ever move again: " + strands);
    }
    return able.get(chance.nextInt(able.size()));
  }

  private List<Strand> able() {
    var able = new ArrayList<Strand>(strands.size());
    for (var strand : strands) {
      if (strand.isAble(nanos)) {
        able.add(strand);
      }
    }
    return able;
  }

  private void turn(Strand strand) {
    steps++;
    nanos += STEP_NANOS;
    strand.resume();
    try {
      if (!back.tryAcquire(STUCK_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(strand + " waits for something that is not on the stage");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the rehearsal was interrupted", interrupted);
    }
    if (strand.isDone()) {
      strands.remove(strand);
    }
  }
}
