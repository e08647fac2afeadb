/// The lanes of this node (blueprint §3, §4): bounded shares of concurrency, each with a loop of
/// its own, so that a wedged one changes nothing elsewhere. A `LaneRunner` claims as many tasks as
/// it has free places for; each is attended on a virtual thread of its own. A `Watch` keeps its
/// lease alive and cuts the work when it may not go on: the lease was lost, the task was cancelled,
/// its time is over, the node stops. A result that the desk cannot take now is kept and brought
/// again until the lease is surely lost. What a stopped node leaves is offered again when its lease
/// ends.
@NullMarked
package dev.holdfast.execution.lanes;

import org.jspecify.annotations.NullMarked;
