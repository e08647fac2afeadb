package dev.holdfast.core.models;

/// A tool that the model wants to use.
///
/// @param id by which what it gives is answered
/// @param tool the name as it was offered
/// @param arguments JSON as the model wrote it, which may be none
public record ToolWish(String id, String tool, String arguments) {}
