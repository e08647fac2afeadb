/// Standard Webhooks signatures, for both directions: what a channel sends out is signed, what a
/// channel brings in is verified, with the same secret. It stands here because the two sides live
/// in modules that never meet, and this is the lowest module that may use the JDK's cryptography.
@NullMarked
package dev.holdfast.ledger.signing;

import org.jspecify.annotations.NullMarked;
