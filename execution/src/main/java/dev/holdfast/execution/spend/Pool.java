package dev.holdfast.execution.spend;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.BudgetLine;
import dev.holdfast.core.spend.Share;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What this node holds of one budget. What is free is always what its blocks have left, less what
/// is put aside; nothing is put aside that is not free.
final class Pool {
  private static final int QUESTIONS_AHEAD = 16;

  /// The next block is asked for while there is room for so many.
  private static final int QUESTIONS_LEFT = 4;

  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// For so long nobody asks anew for what was just refused.
  private static final long REFUSED_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final BudgetLine line;
  private final Leasing leasing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Part> parts = new ArrayDeque<>();
  private long freeTokens;
  private long freeMoney;
  private int reserved;
  private long lastBlock;
  private Amount lastSize = Amount.NONE;
  private boolean asking;
  private Refused refused = new Refused(Amount.NONE, Optional.empty(), 0);
  private long usedAt = System.nanoTime();

  Pool(BudgetLine line, Leasing leasing) {
    this.line = line;
    this.leasing = leasing;
  }

  private record Refused(Amount least, Optional<Diagnostic> why, long at) {}

  BudgetLine line() {
    return line;
  }

  /// Puts aside; empty when that is done, else why not. Waits only while a block is on its way.
  Optional<Diagnostic> take(Amount amount) throws InterruptedException {
    long giveUp = System.nanoTime() + LONGEST_WAIT_NANOS;
    lock.lockInterruptibly();
    try {
      while (true) {
        retire();
        if (covers(amount)) {
          freeTokens -= amount.tokens();
          freeMoney -= amount.money();
          reserved++;
          usedAt = System.nanoTime();
          lookAhead(amount);
          return Optional.empty();
        }
        var least = missing(amount);
        if (wasRefused(least)) {
          if (asking || reserved > 0 || parts.isEmpty()) {
            return refused.why();
          }
          surrender();
        } else if (!asking) {
          lease(amount.times(QUESTIONS_AHEAD), least);
        } else if (changed.awaitNanos(giveUp - System.nanoTime()) <= 0) {
          return Optional.of(slow());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// With the lock, which is let go meanwhile. What this node holds and no question uses stands in
  /// the way of its own wish: given back, the ledger sees whether there is enough for all of it.
  private void surrender() throws InterruptedException {
    var all = List.copyOf(parts);
    parts.clear();
    for (var part : all) {
      freeTokens -= part.unsettled().tokens();
      freeMoney -= part.unsettled().money();
    }
    asking = true;
    lock.unlock();
    try {
      for (var part : all) {
        leasing.giveBack(line, part);
      }
    } finally {
      lock.lock();
      asking = false;
      refused = new Refused(Amount.NONE, Optional.empty(), 0);
      changed.signalAll();
    }
  }

  private boolean covers(Amount amount) {
    return amount.tokens() <= freeTokens && amount.money() <= freeMoney;
  }

  private Amount missing(Amount amount) {
    return new Amount(
        Math.max(0, amount.tokens() - freeTokens), Math.max(0, amount.money() - freeMoney));
  }

  private boolean wasRefused(Amount least) {
    return refused.why().isPresent()
        && System.nanoTime() - refused.at() < REFUSED_NANOS
        && least.covers(refused.least());
  }

  /// With the lock, which is let go while the desk decides.
  private void lease(Amount wish, Amount least) throws InterruptedException {
    asking = true;
    lock.unlock();
    Optional<Leasing.Answered> answered = Optional.empty();
    try {
      answered = Optional.of(leasing.lease(line, wish.atLeast(least), least));
    } finally {
      lock.lock();
      asking = false;
      answered.ifPresent(answer -> heard(answer, least));
      changed.signalAll();
    }
  }

  private void heard(Leasing.Answered answer, Amount least) {
    switch (answer) {
      case Leasing.Answered.Granted(var part) -> {
        parts.add(part);
        freeTokens += part.unsettled().tokens();
        freeMoney += part.unsettled().money();
        lastBlock = part.number();
        lastSize = part.size();
      }
      case Leasing.Answered.Refused(var why) ->
          refused = new Refused(least, Optional.of(why), System.nanoTime());
    }
  }

  /// Asks for the next block before this one is empty, so that nobody has to wait for it. Not where
  /// little is left, which the size of the last block tells: what nobody asks for yet would be out
  /// of the reach of other nodes that ask now.
  private void lookAhead(Amount amount) {
    var soon = amount.times(QUESTIONS_LEFT);
    if (!asking && !covers(soon) && lastSize.covers(soon) && !wasRefused(amount)) {
      asking = true;
      Thread.ofVirtual().name("budget-ahead").start(() -> ahead(amount));
    }
  }

  private void ahead(Amount amount) {
    lock.lock();
    try {
      lease(amount.times(QUESTIONS_AHEAD), amount);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Takes what was spent of the blocks, the oldest first, and frees what was put aside.
  List<Share> settle(Amount aside, Amount spent) {
    lock.lock();
    try {
      reserved--;
      freeTokens += aside.tokens() - spent.tokens();
      freeMoney += aside.money() - spent.money();
      changed.signalAll();
      return spent.isNone() ? List.of() : charge(spent);
    } finally {
      lock.unlock();
    }
  }

  /// What no block of ours covers any more is put on the last one; the budget knows what is left.
  private List<Share> charge(Amount spent) {
    var shares = new ArrayList<Share>();
    var back = new ArrayList<Part>();
    var kept = new ArrayList<Part>();
    var rest = spent;
    for (var part : parts) {
      var some = rest.atMost(part.unsettled());
      if (!some.isNone()) {
        shares.add(new Share(line, part.number(), some));
        rest = rest.less(some);
      }
      var left = part.settling(some);
      if (left.isLopsided() && !left.unsettled().isNone() && covers(left.unsettled())) {
        freeTokens -= left.unsettled().tokens();
        freeMoney -= left.unsettled().money();
        back.add(left);
      } else if (!left.unsettled().isNone()) {
        kept.add(left);
      }
    }
    parts.clear();
    parts.addAll(kept);
    if (!rest.isNone()) {
      // It was counted as taken from what is free, of which no block is left.
      freeTokens += rest.tokens();
      freeMoney += rest.money();
      shares.add(new Share(line, lastBlock, rest));
    }
    if (!back.isEmpty()) {
      Thread.ofVirtual().name("budget-back").start(() -> giveBack(back));
    }
    return shares;
  }

  /// Gives back what is old while nothing is put aside on it; what is too old is gone already.
  private void retire() {
    long now = System.nanoTime();
    var old = new ArrayList<Part>();
    for (var part : parts) {
      if (now - part.hard() >= 0 || (now - part.soft() >= 0 && covers(part.unsettled()))) {
        old.add(part);
        freeTokens -= part.unsettled().tokens();
        freeMoney -= part.unsettled().money();
      }
    }
    parts.removeAll(old);
    old.removeIf(part -> now - part.hard() >= 0);
    if (!old.isEmpty()) {
      Thread.ofVirtual().name("budget-back").start(() -> giveBack(old));
    }
  }

  private void giveBack(List<Part> old) {
    try {
      for (var part : old) {
        leasing.giveBack(line, part);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Gives back every block. What is put aside is settled all the same, from what is left of the
  /// budget.
  void close() throws InterruptedException {
    List<Part> all;
    lock.lockInterruptibly();
    try {
      all = List.copyOf(parts);
      parts.clear();
      for (var part : all) {
        freeTokens -= part.unsettled().tokens();
        freeMoney -= part.unsettled().money();
      }
    } finally {
      lock.unlock();
    }
    for (var part : all) {
      leasing.giveBack(line, part);
    }
  }

  /// Whether nobody has used it for so long, and nothing of it is put aside.
  boolean isIdle(long nanos) {
    lock.lock();
    try {
      return reserved == 0 && !asking && System.nanoTime() - usedAt > nanos;
    } finally {
      lock.unlock();
    }
  }

  private Diagnostic slow() {
    return new Diagnostic(
        "budget-slow",
        "The ledger has not given a part of budget '" + line.name() + "' in time.",
        "The model was not asked.",
        "Ask again in a moment; look at the desk's latency.");
  }
}
