/// The world around one node: actors who ask and ask again, agents who lie, hang and come late,
/// receivers who count what arrives, a store and a clock that fail as the seed wants, and the
/// oracle. The node itself is production code. Everything here is loaded by the stage's loader.
@NullMarked
package dev.holdfast.rehearsal.world;

import org.jspecify.annotations.NullMarked;
