package dev.holdfast.core.models;

import java.time.Duration;

/// What a provider said instead of an answer, as far as it said it.
///
/// @param status the HTTP status, zero where none came
/// @param type the provider's word for the kind of error (`error.type`, Gemini's `error.status`),
///   empty for none
/// @param code its closer word (`error.code`, Gemini's `reason`), empty for none
/// @param message in its own words, redacted and shortened
/// @param retryAfter how long it asks to wait, zero where it does not
public record Complaint(
    int status, String type, String code, String message, Duration retryAfter) {}
