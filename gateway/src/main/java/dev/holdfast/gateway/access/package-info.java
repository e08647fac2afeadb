/// Who is calling, and what that caller may do (blueprint §8). A caller shows a bearer token; it is
/// known in the ledger by the SHA-256 of its secret only. What was looked up is believed for at
/// most two seconds, so that a revoked token is refused on every node soon after. Addresses that
/// keep failing are told to slow down.
@NullMarked
package dev.holdfast.gateway.access;

import org.jspecify.annotations.NullMarked;
