package dev.holdfast.ledger;

import dev.holdfast.core.State;

/// A change and the state that it led to.
public record Changed(Change change, State state) {}
