/// Runs (blueprint §2): the work that one request (or one instant of a job) caused, from its turn
/// to its outcome. A run is opened with everything that it will go by pinned: its contract, its
/// configuration version, its way back. It waits for its session's turn, then works through one
/// task, and ends completed, failed, escalated or cancelled. Its outcome says how the work ended;
/// how the reply was delivered is the delivery's own field. A run that has ended stays ended: late
/// results and second cancellations change nothing.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new | Open | Opened | waiting |
/// | waiting | Start | Started | working |
/// | working | Conclude | Completed, Failed, Escalated | completed, failed, escalated |
/// | waiting, working | Cancel | Cancelled | cancelled |
@NullMarked
package dev.holdfast.core.run;

import org.jspecify.annotations.NullMarked;
