package dev.holdfast.execution.tools;

import dev.holdfast.core.Json;

/// A tool as it is offered to a model. `name` holds nothing but letters, digits, `_` and `-`, as
/// providers demand.
public record Offer(String name, String purpose, Json parameters) {}
