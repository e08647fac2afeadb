/// Spending (blueprint §9): tokens in one normal form, prices, bills and budgets. Money is counted
/// in integer micro-units of the workspace's currency. A budget is reserved before the call and
/// settled by the receipt, so that nothing goes below zero however many call at once.
///
/// A budget is leased to nodes in blocks, so that a call waits for no commit of its own. What is
/// spent and what is leased together never pass the limit. A receipt is taken from its block; what
/// that does not cover, from what is left of the window; what even that does not cover is kept as
/// beyond and told. A block that nobody gives back comes back at its end, less what receipts have
/// taken. Windows begin anew in UTC; a clock that is set back does not bring an old one back.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new | Lease | Rolled, Leased | quiet |
/// | quiet, warned, lowered, exhausted | Lease | Rolled, Lapsed, Limited, then Leased or Exhausted | unchanged, quiet, exhausted |
/// | new, quiet, warned, lowered, exhausted | Settle | Rolled, Settled, Warned, Lowered | unchanged, quiet, warned, lowered |
/// | quiet, warned, lowered, exhausted | Return | Returned | unchanged |
/// | quiet, warned, lowered, exhausted | Wake | Lapsed, Rolled | unchanged, quiet |
@NullMarked
package dev.holdfast.core.spend;

import org.jspecify.annotations.NullMarked;
