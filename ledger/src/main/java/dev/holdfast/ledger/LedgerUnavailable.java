package dev.holdfast.ledger;

import dev.holdfast.core.Diagnostic;

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

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
