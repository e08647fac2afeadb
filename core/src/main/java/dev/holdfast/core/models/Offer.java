package dev.holdfast.core.models;

import dev.holdfast.core.Json;

/// A tool as a model gets to know it.
///
/// @param parameters a JSON schema of its arguments
public record Offer(String name, String purpose, Json parameters) {}
