package dev.holdfast.execution.channels;

import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.Message;
import java.time.Duration;

/// One attempt to send one message.
///
/// @param attempt 1 for the first; a later one may follow an attempt that did arrive
/// @param time the longest that the attempt may take
public record Dispatch(StreamId delivery, Message message, int attempt, Duration time) {}
