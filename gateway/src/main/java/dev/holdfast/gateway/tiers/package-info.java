/// Who answers, as people look after it: each tier and class with its models in their order, how it
/// looks for each of them now, and what is left alone and why. All of it is read from the workspace
/// and the ledger; nothing is asked of a provider.
@NullMarked
package dev.holdfast.gateway.tiers;

import org.jspecify.annotations.NullMarked;
