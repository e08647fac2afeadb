package dev.holdfast.core.delegation;

import dev.holdfast.core.Json;

/// What a task is, from its offer to its end.
///
/// @param run the key of the run that it belongs to, zero for a task that stands alone
/// @param parent the key of the task that delegated it, zero if none
/// @param priority smaller is sooner
/// @param actor who asked
public record Assignment(
    Terms terms,
    long run,
    long parent,
    Json input,
    int priority,
    String actor,
    String correlation) {}
