package dev.holdfast.execution.channels;

import dev.holdfast.core.delivery.Sent;
import java.util.List;

/// Sends messages by one channel. Called from virtual threads, several at a time; an interruption
/// ends an attempt early, and the attempt still says how it ended.
public sealed interface Sender {
  /// Sends one message at a time.
  non-sealed interface Single extends Sender {
    Sent send(Dispatch dispatch);
  }

  /// Sends many as cheaply as one.
  non-sealed interface Bulk extends Sender {
    /// One outcome for each, in the same order.
    List<Sent> send(List<Dispatch> dispatches);
  }
}
