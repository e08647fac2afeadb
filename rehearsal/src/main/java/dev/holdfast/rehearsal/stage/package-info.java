/// The stage on which production code is rehearsed. Its classes are loaded as they were built, and
/// the names of time and threads in them (`Thread`, `System`, latches, locks, queues) are replaced
/// by those of this package. Each thread is a strand; exactly one strand moves at a time; which one
/// is next is drawn from the seed; time passes only when nobody can move.
@NullMarked
package dev.holdfast.rehearsal.stage;

import org.jspecify.annotations.NullMarked;
