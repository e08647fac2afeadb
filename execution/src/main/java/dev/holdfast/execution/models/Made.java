package dev.holdfast.execution.models;

import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.Reply;
import java.time.Duration;

/// An attempt that was made.
///
/// @param first until its first content, zero where there was none
/// @param took in all
public record Made(ModelId model, Reply reply, Duration first, Duration took) {}
