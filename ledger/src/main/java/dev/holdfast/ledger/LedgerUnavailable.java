package dev.holdfast.ledger;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.scheduling.Slot;

/// The store cannot be used now, or not at all with these settings.
public final class LedgerUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Diagnostic diagnostic;

  public LedgerUnavailable(Diagnostic diagnostic, Throwable cause) {
    super(diagnostic.code() + ": " + diagnostic.cause(), cause);
    this.diagnostic = diagnostic;
  }

  public LedgerUnavailable(Diagnostic diagnostic) {
    super(diagnostic.code() + ": " + diagnostic.cause());
    this.diagnostic = diagnostic;
  }

  /// What every ledger answers to whoever wants more numbers for jobs than there are.
  public static LedgerUnavailable outOfNumbers() {
    return new LedgerUnavailable(
        new Diagnostic(
            "job-numbers-spent",
            "All %d numbers for jobs have been given out.".formatted(Slot.JOBS_MAX),
            "No new job can be saved; the jobs that there are go on.",
            "Save a removed job again instead of a new one, or begin with a new ledger."));
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
