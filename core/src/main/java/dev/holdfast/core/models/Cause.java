package dev.holdfast.core.models;

import java.time.Duration;

/// Why a scope is left alone.
///
/// @param message the provider's own words, redacted and shortened
/// @param asked how long the provider asked to wait, zero where it did not say
/// @param credential what the provider's key was told apart by at that time, never the key itself;
///   empty where it has none
public record Cause(FaultClass fault, String message, Duration asked, String credential) {}
