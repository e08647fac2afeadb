/// How messages leave: one `Sender` for each kind of channel. A sender makes one attempt, within
/// the time that it is given, and says honestly how it ended: with the receiver's own proof,
/// certainly not (now, or never), or nobody can say. It keeps no count and decides nothing about
/// another attempt; that was decided before it was called and will be decided again when it has
/// answered. An attempt of the same delivery carries the same id each time, so that a receiver can
/// tell.
@NullMarked
package dev.holdfast.execution.channels;

import org.jspecify.annotations.NullMarked;
