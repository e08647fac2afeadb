package dev.holdfast.ledger;

import dev.holdfast.core.spend.Amount;
import dev.holdfast.core.spend.Usage;

/// What was spent on one day, by one agent, tier or actor, on one model.
///
/// @param part which one, [#NOBODY] for what has none
/// @param calls attempts at a model
/// @param unknown those of which nobody says what they were billed
/// @param cost micro-units, of what is known
/// @param charged what budgets bear: what was put aside, where nobody counted
/// @param accepted tasks with at least one of these calls whose answer was accepted
/// @param judged what the calls of tasks have cost of it; nobody judges what callers of the gateway
///   are answered
public record SpendRow(
    String part,
    long calls,
    long unknown,
    Usage usage,
    long cost,
    Amount charged,
    long accepted,
    long judged) {
  public static final String NOBODY = "-";
}
