package dev.holdfast.ledger;

import java.util.List;

/// Where decisions are made and entered. Calls block until the answer is committed; call from
/// virtual threads.
public interface Desk {
  Answer submit(Submission submission) throws InterruptedException;

  /// Brings several submissions at once; each is answered by itself, in the same order.
  List<Answer> submit(List<Submission> submissions) throws InterruptedException;

  /// A fresh stream key. A key that is never used leaves a gap and does no harm.
  long nextKey();

  /// A fresh number for a job, by [dev.holdfast.core.scheduling.Slot]. One that is never used
  /// leaves a gap and does no harm.
  ///
  /// @throws LedgerUnavailable when the store cannot be written, or when none is left
  long nextNumber();

  /// Whether the desk takes submissions, and why not.
  Intake intake();

  /// Whether new work is taken in.
  sealed interface Intake {
    record Open() implements Intake {}

    record Closed(dev.holdfast.core.Diagnostic diagnostic) implements Intake {}
  }
}
