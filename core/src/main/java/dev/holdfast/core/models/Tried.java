package dev.holdfast.core.models;

/// An attempt that failed.
public record Tried(ModelId model, ModelFault fault) {}
