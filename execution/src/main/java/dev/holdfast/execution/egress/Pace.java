package dev.holdfast.execution.egress;

import java.time.Duration;

/// How fast a stream must come, beside the request's total.
///
/// @param first the longest from the request's last byte to the first content
/// @param idle the longest from one content to the next
/// @param lineMax the most bytes of one line
public record Pace(Duration first, Duration idle, int lineMax) {}
