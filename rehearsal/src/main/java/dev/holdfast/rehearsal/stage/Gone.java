package dev.holdfast.rehearsal.stage;

/// Ends a strand whose process was killed, at whatever it does next.
public final class Gone extends Error {
  private static final long serialVersionUID = 1L;

  Gone() {
    super("killed", null, false, false);
  }
}
