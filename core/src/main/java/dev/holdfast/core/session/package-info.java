/// Sessions (blueprint §3): what one actor and channel (and thread) share; one turn at a time. A
/// session is opened by the first arrival that bears its identity, and keeps that identity: another
/// one is refused. While a turn runs, further arrivals queue in order or are rejected, as the
/// channel says; the queue is bounded. A turn belongs to one run; whoever else ends it changes
/// nothing. Replies of one session go out in the order of their turns: each is told which one it
/// follows.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new | Arrive | Opened, TurnStarted | busy |
/// | idle | Arrive | TurnStarted | busy |
/// | busy | Arrive | Queued | busy |
/// | busy | Finish | TurnEnded, TurnStarted (if one waits) | idle, busy |
/// | busy | Withdraw | Withdrawn | busy |
@NullMarked
package dev.holdfast.core.session;

import org.jspecify.annotations.NullMarked;
