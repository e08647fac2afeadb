/// How what the ledger holds looks in JSON: one small class per kind of stream, and the timeline of
/// a run, which is read back from the entries. Words for situations are those that the rules
/// themselves use.
@NullMarked
package dev.holdfast.gateway.showing;

import org.jspecify.annotations.NullMarked;
