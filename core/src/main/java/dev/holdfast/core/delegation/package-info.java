/// Tasks (blueprint §4): one objective, delegated under a contract, worked on under a lease, judged
/// by the gate. A task is offered in a lane, leased to one holder at a time under a growing fence,
/// and every attempt is counted before it is made. Its budget is kept here, outside of the agent:
/// execution time over all attempts (never the wait in the queue), attempts, tool calls, depth, and
/// what models cost: a question's estimate is put aside before it is asked, and its receipt is
/// taken instead of it. What comes back is judged part by part; it passes, goes back with the
/// findings while attempts last, is handed to a person, or is rejected. A terminal task stays so: a
/// late result, a stale fence, a second cancellation change nothing.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new | Offer | Offered | offered |
/// | offered | Lease | Leased | leased |
/// | leased | Heartbeat | Extended | leased |
/// | leased | Call | CallPermitted, CallRefused | leased |
/// | leased | Ask | ModelAsked, CallRefused | leased |
/// | offered, resting, leased | Account | Accounted | unchanged |
/// | leased | Delegate | Delegated | leased |
/// | leased | Complete | Judged, then Accepted, Reworked, Rejected or Escalated | accepted, offered, rejected, escalated |
/// | leased | Fail | AttemptFailed, then Rested, Failed or Escalated | resting, failed, escalated |
/// | leased | Wake | LeaseLost or TimeSpent, then Reoffered, Failed, Expired or Escalated | offered, failed, expired, escalated |
/// | resting | Wake | Reoffered | offered |
/// | offered | Wake | Expired, Escalated | expired, escalated |
/// | offered, resting, leased | Cancel | Cancelled | cancelled |
/// | offered, resting, leased | Discard | Cancelled | cancelled |
/// | accepted | Consume | Consumed | accepted |
/// | accepted | Discard | Discarded | accepted |
@NullMarked
package dev.holdfast.core.delegation;

import org.jspecify.annotations.NullMarked;
