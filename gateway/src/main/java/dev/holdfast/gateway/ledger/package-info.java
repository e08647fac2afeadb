/// The record itself over HTTP: the books, single entries, a verification of everything, and the
/// proof of one delivery back to what caused it.
@NullMarked
package dev.holdfast.gateway.ledger;

import org.jspecify.annotations.NullMarked;
