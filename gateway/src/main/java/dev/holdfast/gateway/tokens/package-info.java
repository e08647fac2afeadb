/// Tokens over HTTP, for administrators: making one (its secret is shown once), listing, revoking.
@NullMarked
package dev.holdfast.gateway.tokens;

import org.jspecify.annotations.NullMarked;
