/// The texts that people write into a workspace and that the rules cannot read themselves: CEL
/// expressions, JSON Schemas (2020-12) and templates. Each is compiled once and kept in a bounded
/// cache; each is pure, so that replaying the ledger gives the same answers. Whatever a person
/// wrote wrongly is a value (a finding, an error that says where), never an exception: what is
/// wrong at the load is refused there, what only shows in use goes to whoever asked.
///
/// Sizes, depths, steps and the length of what is rendered are limited; regular expressions run in
/// linear time. Nothing here reads a clock, a file or the network.
@NullMarked
package dev.holdfast.control.expressions;

import org.jspecify.annotations.NullMarked;
