/// How fast Holdfast is on this machine, measured on the real parts: the desk over a store with
/// full durability, the gateway, the server's own process. A run of the lifecycle also times a bare
/// program that writes the same rows with the same commits and nothing else, so that the figure to
/// look at is a ratio. After every run the ledger is verified and the books are computed: a fast
/// ledger that is wrong has no speed.
@NullMarked
package dev.holdfast.bench;

import org.jspecify.annotations.NullMarked;
