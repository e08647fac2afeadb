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
  record Refused(Diagnostic diagnostic) implements Commit {}

  /// Another process has taken this desk's seat; nothing was written, and nothing ever will be.
  record Fenced(Diagnostic diagnostic) implements Commit {}
}
