/// Waiting for what happens: until a run goes on, until work is ready, until the server stops. A
/// signal may be missed (another node's commit gives none), so whoever waits looks at the ledger
/// again at least once a second.
@NullMarked
package dev.holdfast.gateway.waiting;

import org.jspecify.annotations.NullMarked;
