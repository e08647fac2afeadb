/// Deliveries (blueprint §6): getting one message to one channel, once, with a receipt. The intent
/// is entered before anything is sent; every attempt is counted and leased before it is made.
/// Attempts and age are limited; a permanent error ends it at once; what nobody can say happened is
/// unknown, and is held for a person unless the channel's receiver is known to be idempotent. A
/// message of a kind that its channel does not accept is suppressed, with the reason. Replies of
/// one session keep their order: each waits for the one before it to end.
///
/// | from | command | events | to |
/// | --- | --- | --- | --- |
/// | new | Intend | Intended or Suppressed | blocked, ready, suppressed |
/// | blocked | Release | Released | ready |
/// | ready | Attempt | Attempted | sending |
/// | sending | Report | Delivered, Rested, Died, Expired or Doubted | delivered, resting, dead, expired, unknown |
/// | sending | Wake (lease over) | Doubted, Rested, Died or Expired | unknown, resting, dead, expired |
/// | sending | Withdraw | Withdrawn | suppressed |
/// | resting | Wake | Released | ready |
/// | blocked, ready, resting | Wake (too old) | Expired | expired |
/// | dead, unknown, expired | Retry | Reopened | ready |
/// | unknown | Resolve | Resolved | delivered, dead |
/// | any | Precede | Followed, or Passed when it has ended | unchanged |
@NullMarked
package dev.holdfast.core.delivery;

import org.jspecify.annotations.NullMarked;
