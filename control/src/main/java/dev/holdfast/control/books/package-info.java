/// The books: identities that must hold at every moment, computed from the ledger's tables and
/// never from a counter. A book has a left side (what came in) and a right side (what became of it,
/// term by term); it balances when both are equal and no law that spans tables is broken. The age
/// of the oldest pending item is told with it, because pending is never a place to hide.
@NullMarked
package dev.holdfast.control.books;

import org.jspecify.annotations.NullMarked;
