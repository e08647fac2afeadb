package dev.holdfast.core.models;

import java.time.Duration;

/// The longest waits of one attempt. All attempts at a question share the question's deadline,
/// which ends them earlier.
///
/// @param connect until the connection stands
/// @param first from the request's last byte to the first content of the answer
/// @param idle from one content to the next
/// @param total for the whole attempt
public record Patience(Duration connect, Duration first, Duration idle, Duration total) {}
