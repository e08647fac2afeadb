/// Spending (blueprint §9): tokens in one normal form, prices, bills and budgets. Money is counted
/// in integer micro-units of the workspace's currency. A budget is reserved before the call and
/// settled by the receipt, so that nothing goes below zero however many call at once.
@NullMarked
package dev.holdfast.core.spend;

import org.jspecify.annotations.NullMarked;
