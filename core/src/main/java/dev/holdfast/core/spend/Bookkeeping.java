package dev.holdfast.core.spend;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.spend.BudgetState.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One decision about one budget: the window it falls into, then what is wanted, then what has to
/// be told.
final class Bookkeeping {
  private static final int BLOCKS_MAX = 256;

  /// A block is at most this part of what is left, unless one question needs more: what one holder
  /// has is out of all others' reach.
  private static final int PARTS = 8;

  private final BudgetLine line;
  private final BudgetTerms terms;
  private final Instant now;
  private final List<BudgetEvent> events = new ArrayList<>();
  private BudgetState state;

  Bookkeeping(BudgetState state, BudgetLine line, BudgetTerms terms, Instant now) {
    this.state = state;
    this.line = line;
    this.terms = terms;
    this.now = now;
  }

  Decision<BudgetEvent> lease(BudgetCommand.Lease wish) {
    begin();
    lapse();
    var open = limited();
    var left = open.left();
    if (open.all().size() >= BLOCKS_MAX) {
      return Decision.refuse(Refusal.Reason.OVERLOADED, Diagnostics.tooManyBlocks(line));
    }
    if (!left.covers(wish.least())) {
      return exhausted(wish);
    }
    var until = earlier(now.plus(wish.time()), open.span().end());
    var size = wish.wish().atMost(left.dividedBy(PARTS)).atLeast(wish.least()).atMost(left);
    add(
        new BudgetEvent.Leased(
            new Block(open.granted() + 1, wish.holder(), size, Amount.NONE, now, until)));
    return Decision.accept(List.copyOf(events));
  }

  /// The first time in a window it is a fact, which is told; after that it is only an answer. So it
  /// is where other nodes hold what may come back, and where one question is larger than the limit.
  private Decision<BudgetEvent> exhausted(BudgetCommand.Lease wish) {
    var open = open();
    if (open.spent().plus(wish.least()).isWithin(open.limit())) {
      return Decision.refuse(Refusal.Reason.RULE, Diagnostics.held(open, wish.least()));
    }
    var why = Diagnostics.exhausted(open, wish.least());
    if (open.mark() == Mark.EXHAUSTED || !wish.least().isWithin(open.limit())) {
      return Decision.refuse(Refusal.Reason.RULE, why);
    }
    add(new BudgetEvent.Exhausted(why, terms.escalate()));
    return Decision.accept(List.copyOf(events));
  }

  List<BudgetEvent> settle(long number, Amount spent) {
    begin();
    var open = open();
    var covered =
        BudgetRules.block(open, number)
            .map(block -> spent.atMost(block.left()))
            .orElse(Amount.NONE);
    var rest = spent.less(covered);
    var taken = rest.atMost(open.left());
    add(new BudgetEvent.Settled(number, covered, taken, rest.less(taken)));
    tell();
    return List.copyOf(events);
  }

  List<BudgetEvent> wake() {
    lapse();
    if (!now.isBefore(open().span().end())) {
      begin();
    }
    return List.copyOf(events);
  }

  /// A clock that was set back does not bring an old window back.
  private void begin() {
    if (state instanceof BudgetState.Open open && now.isBefore(open.span().end())) {
      return;
    }
    add(new BudgetEvent.Rolled(line, Span.around(now, line.per()), terms.limit()));
  }

  private void lapse() {
    for (var block : open().all()) {
      if (!now.isBefore(block.until())) {
        add(new BudgetEvent.Lapsed(block.number()));
      }
    }
  }

  /// A limit that was lowered below what has been promised under the old one holds as soon as that
  /// is accounted for.
  private BudgetState.Open limited() {
    var open = open();
    var used = open.spent().plus(open.leased());
    var limit = new Amount(held(terms.tokens(), used.tokens()), held(terms.money(), used.money()));
    if (!limit.equals(open.limit())) {
      add(new BudgetEvent.Limited(limit));
    }
    return open();
  }

  private static long held(long limit, long used) {
    return limit == 0 ? 0 : Math.max(limit, used);
  }

  /// Tells of each threshold once, the highest that has been passed.
  private void tell() {
    var open = open();
    if (open.mark().compareTo(Mark.WARNED) < 0 && has(open, terms.warnAt())) {
      add(new BudgetEvent.Warned(Diagnostics.warned(open, terms.warnAt()), terms.escalate()));
    }
    if (open().mark().compareTo(Mark.LOWERED) < 0
        && !terms.lowerTier().isEmpty()
        && has(open, terms.lowerAt())) {
      add(new BudgetEvent.Lowered(Diagnostics.lowered(open, terms), terms.escalate()));
    }
  }

  private static boolean has(BudgetState.Open open, int percent) {
    return percent > 0
        && (reaches(open.spent().tokens(), open.limit().tokens(), percent)
            || reaches(open.spent().money(), open.limit().money(), percent));
  }

  private static boolean reaches(long spent, long limit, int percent) {
    return limit > 0 && spent >= limit / 100 * percent + limit % 100 * percent / 100;
  }

  private void add(BudgetEvent event) {
    events.add(event);
    state = BudgetHistory.evolve(state, event);
  }

  private BudgetState.Open open() {
    return switch (state) {
      case BudgetState.Open open -> open;
      case BudgetState.New() -> throw new IllegalStateException("a budget without a window");
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
