package dev.holdfast.core;

/// What an agent produced: the value, and the SHA-256 (lower-case hex) of its text by which a
/// verdict names exactly this version.
public record Output(Json value, String sha256) {}
