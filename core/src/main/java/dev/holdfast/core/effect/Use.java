package dev.holdfast.core.effect;

import dev.holdfast.core.Json;

/// What a task wants to use: the tool or model by name, and the request as its broker will make it.
public record Use(long task, long run, long fence, String tool, Json request, String correlation) {}
