package dev.holdfast.execution.egress;

/// Takes a streamed body line by line, without line ends, in the thread that asked for it.
@FunctionalInterface
public interface Lines {
  Heard line(String text);

  /// What a line was worth.
  enum Heard {
    /// Progress: the idle deadline starts anew.
    CONTENT,
    /// A sign of life without content; a stream of these still counts as idle.
    KEEP_ALIVE,
    /// What matters has come; the rest, which may never come, is waited for a moment only.
    ENDING,
    /// Nothing more is needed; the stream ends here, well.
    ENOUGH
  }
}
