/// Scheduling (blueprint §5): recurring work that happens once per instant. A job says when, on
/// what and through which one way out; each of its moments is an instant, which is run, skipped or
/// missed and never twice. A topic has one owner at a time. Before a job is enabled its preflight
/// must pass, and a breaker takes it out of service when it fails, loops or is noisy. Times are
/// computed in [dev.holdfast.core.schedule].
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | job new | Save | Saved | off |
/// | job any | Save | Saved, TopicDropped, PreflightAsked | unchanged, off |
/// | job off, over, tripped | Enable | Enabled, or EnableAsked and PreflightAsked | enabling, on |
/// | job paused | Enable | Resumed, Ended | on, over |
/// | job enabling, on, paused, tripped | Disable | Disabled | off |
/// | job on, paused | Pause | Paused | paused |
/// | job any | Remove | TopicDropped, Removed | removed |
/// | job any | Examine | PreflightAsked | unchanged |
/// | job any | Check | PreflightBegun | unchanged |
/// | job any | Report | PreflightDone, then Enabled, Disabled or GivenUp | unchanged, on, off |
/// | job any | Run | Fired | unchanged |
/// | job on | Backfill | BackfillAsked, Fired | on |
/// | job any | Conclude | Concluded, then Announced or Withheld, Tripped, TrialFailed or Recovered, what is next, LastFailed | unchanged, on, tripped, over |
/// | job any | Pass | Passed | unchanged |
/// | job any | Own | TopicHeld | unchanged |
/// | job any | Yield | TopicYielded | off |
/// | job any | Wake | Fired, Queued, Superseded, Lapsed, Resumed, PreflightAsked, Ended | unchanged, on, over |
/// | topic new, free | Take | Taken | owned |
/// | topic owned | Take (from its owner) | Taken | owned |
/// | topic owned | Drop | Dropped | free |
/// | topic owned, free | Confirm (under an old fence) | Denied | unchanged |
/// | instant new | Open | Started or Waited | running, waiting |
/// | instant any | Open (again) | Met | unchanged |
/// | instant new | Note | Recorded | skipped, missed |
/// | instant waiting | Begin | Begun | running |
/// | instant waiting | Skip | Skipped | skipped |
/// | instant running | Settle | Settled | ran, ran-failed, ran-cancelled |
@NullMarked
package dev.holdfast.core.scheduling;

import org.jspecify.annotations.NullMarked;
