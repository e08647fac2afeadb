package dev.holdfast.core.delegation;

import dev.holdfast.core.Standing.Hands;

/// The lane that a task waits in, and who takes it up there.
public record Place(String lane, Hands hands) {}
