/// Money before the call (blueprint §9): the node's side of budgets. A `Purse` holds blocks that
/// the ledger has leased to this node, so that a call is covered without a commit of its own; it
/// waits only while its block is empty. `Receipts` enters what the calls cost, in batches, together
/// with what their blocks have paid. What this node does not give back comes back by itself.
@NullMarked
package dev.holdfast.execution.spend;

import org.jspecify.annotations.NullMarked;
