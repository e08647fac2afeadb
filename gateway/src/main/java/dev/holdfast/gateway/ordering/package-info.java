/// From a call to the desk and back. Orders are submitted under the caller's name and, where the
/// caller sent one, under an idempotency key; the answer is rendered from the changes that were
/// entered, by the same function whether they were entered now or when the key was first used.
@NullMarked
package dev.holdfast.gateway.ordering;

import org.jspecify.annotations.NullMarked;
