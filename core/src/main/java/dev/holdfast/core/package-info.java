/// The few words that every chapter of the rules shares: stream ids, leases, fences, budgets,
/// decisions and diagnostics. A chapter (a package below this one) decides about one kind of stream
/// and knows no other chapter. `path` says what follows from what, `config` gathers what the
/// chapters are told by the workspace. Nothing here reads a clock, draws a random number or touches
/// the outside; all of that comes in as arguments.
@NullMarked
package dev.holdfast.core;

import org.jspecify.annotations.NullMarked;
