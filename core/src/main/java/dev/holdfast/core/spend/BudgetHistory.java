package dev.holdfast.core.spend;

import dev.holdfast.core.spend.BudgetState.Mark;
import dev.holdfast.core.spend.BudgetState.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What a budget's state becomes by a fact.
final class BudgetHistory {
  private BudgetHistory() {}

  static BudgetState evolve(BudgetState state, BudgetEvent event) {
    return switch (event) {
      case BudgetEvent.Rolled(var line, var span, var limit) -> rolled(state, line, span, limit);
      case BudgetEvent.Limited(var limit) -> with(state, open -> limited(open, limit));
      case BudgetEvent.Leased(var block) -> with(state, open -> leased(open, block));
      case BudgetEvent.Settled settled -> with(state, open -> settled(open, settled));
      case BudgetEvent.Returned(var block, var amount) ->
          with(state, open -> returned(open, block, amount));
      case BudgetEvent.Lapsed(var block) -> with(state, open -> without(open, block));
      case BudgetEvent.Warned _ -> with(state, open -> marked(open, Mark.WARNED));
      case BudgetEvent.Lowered _ -> with(state, open -> marked(open, Mark.LOWERED));
      case BudgetEvent.Exhausted _ -> with(state, open -> marked(open, Mark.EXHAUSTED));
    };
  }

  private static BudgetState with(BudgetState state, UnaryOperator<Open> change) {
    return state instanceof Open open ? change.apply(open) : state;
  }

  static Open renewed(Open open, Instant now) {
    return (Open) rolled(open, open.line(), Span.around(now, open.line().per()), open.limit());
  }

  /// What is out stays out, and what ever happened stays counted.
  private static BudgetState rolled(BudgetState state, BudgetLine line, Span span, Amount limit) {
    var none = Amount.NONE;
    return switch (state) {
      case BudgetState.New() ->
          new Open(line, span, limit, none, none, Mark.QUIET, List.of(), List.of(), 0, 0, none);
      case Open open ->
          new Open(
              line,
              span,
              limit,
              none,
              none,
              Mark.QUIET,
              List.of(),
              open.all(),
              open.granted(),
              open.stray(),
              open.ever());
    };
  }

  private static Open limited(Open open, Amount limit) {
    return new Open(
        open.line(),
        open.span(),
        limit,
        open.spent(),
        open.beyond(),
        open.mark(),
        open.blocks(),
        open.older(),
        open.granted(),
        open.stray(),
        open.ever());
  }

  private static Open leased(Open open, Block block) {
    var blocks = new ArrayList<>(open.blocks());
    blocks.add(block);
    return out(open, List.copyOf(blocks), open.older(), block.number());
  }

  private static Open out(Open open, List<Block> blocks, List<Block> older, long granted) {
    return new Open(
        open.line(),
        open.span(),
        open.limit(),
        open.spent(),
        open.beyond(),
        open.mark(),
        blocks,
        older,
        granted,
        open.stray(),
        open.ever());
  }

  /// What a block of an earlier window has paid for belongs to that window.
  private static Open settled(Open open, BudgetEvent.Settled settled) {
    boolean ofNow = open.blocks().stream().anyMatch(block -> block.number() == settled.block());
    boolean stray = settled.block() < 1 || settled.block() > open.granted();
    var some = settled.taken().plus(settled.beyond());
    return new Open(
        open.line(),
        open.span(),
        open.limit(),
        open.spent().plus(settled.taken()).plus(ofNow ? settled.covered() : Amount.NONE),
        open.beyond().plus(settled.beyond()),
        open.mark(),
        settling(open.blocks(), settled),
        settling(open.older(), settled),
        open.granted(),
        stray ? open.stray() + 1 : open.stray(),
        open.ever().plus(settled.covered()).plus(some));
  }

  /// A block that is used up is not out any more.
  private static List<Block> settling(List<Block> blocks, BudgetEvent.Settled settled) {
    return blocks.stream()
        .map(block -> block.number() == settled.block() ? block.settling(settled.covered()) : block)
        .filter(block -> !block.left().isNone())
        .toList();
  }

  private static Open returned(Open open, long number, Amount amount) {
    return out(
        open,
        returned(open.blocks(), number, amount),
        returned(open.older(), number, amount),
        open.granted());
  }

  private static List<Block> returned(List<Block> blocks, long number, Amount amount) {
    return blocks.stream()
        .map(block -> block.number() == number ? block.without(amount) : block)
        .filter(block -> !block.left().isNone())
        .toList();
  }

  private static Open without(Open open, long number) {
    return out(open, without(open.blocks(), number), without(open.older(), number), open.granted());
  }

  private static List<Block> without(List<Block> blocks, long number) {
    return blocks.stream().filter(block -> block.number() != number).toList();
  }

  private static Open marked(Open open, Mark mark) {
    return new Open(
        open.line(),
        open.span(),
        open.limit(),
        open.spent(),
        open.beyond(),
        mark,
        open.blocks(),
        open.older(),
        open.granted(),
        open.stray(),
        open.ever());
  }
}
