package dev.holdfast.ledger;

import dev.holdfast.core.Diagnostic;

/// How a commit ended.
public sealed interface Commit {
  /// Committed and synced.
  record Done() implements Commit {}

  /// Another desk changed one of the streams first; nothing was written.
  record Conflicted() implements Commit {}

  /// Nobody can say; ask [Ledger#holds] once the store answers again.
  record Unknown(Diagnostic diagnostic) implements Commit {}

  /// The store cannot write now (full, read-only, failing); nothing was written.
  record Refused(Diagnostic diagnostic) implements Commit {
    /// What every store answers to a delivery of an output that no verdict has passed.
    public static Refused ungated() {
      return new Refused(
          new Diagnostic(
              "store-ungated",
              "A delivery carries an output that no verdict has passed.",
              "Nothing was written: the store does not let such a delivery exist.",
              "This is a defect of Holdfast; report it with the ledger's last entries."));
    }
  }

  /// Another process has taken this desk's seat; nothing was written, and nothing ever will be.
  record Fenced(Diagnostic diagnostic) implements Commit {}
}
