package dev.holdfast.execution.spans;

import java.util.function.Supplier;

/// Takes what has ended. Never waits: a span for which there is no room is dropped, and counted.
public interface Spans {
  /// Nobody listens, so nothing is put together.
  Spans NONE = _ -> {};

  void tell(Supplier<Span> span);
}
