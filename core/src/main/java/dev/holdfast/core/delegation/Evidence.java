package dev.holdfast.core.delegation;

/// A reference that supports a claim; `sha256` may be empty.
public record Evidence(String kind, String ref, String sha256, String summary) {}
