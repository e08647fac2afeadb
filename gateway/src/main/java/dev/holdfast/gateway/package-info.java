/// How others talk to Holdfast: the HTTP API. `Gateway` puts it together from its parts, one small
/// package per resource: an endpoint parses what came in, submits it to the desk, and answers from
/// what the desk has committed, or reads what the ledger holds and renders it. Nothing is decided
/// here, and nothing is remembered here that the ledger does not hold.
@NullMarked
package dev.holdfast.gateway;

import org.jspecify.annotations.NullMarked;
