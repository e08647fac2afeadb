/// Reads the ledger from its beginning and decides everything again. Each desk's entries must
/// chain: every hash is the one over the hash before and the entry's text. Replaying the orders
/// through the rules must give exactly the recorded changes, and the streams that result must be
/// exactly the stored ones. What differs is named, entry by entry; nothing is mended.
@NullMarked
package dev.holdfast.control.replay;

import org.jspecify.annotations.NullMarked;
