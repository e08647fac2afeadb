package dev.holdfast.execution.models;

/// Somebody who answers questions. Blocks; interrupting the thread ends it at once.
interface Provider {
  Spoken answer(Question question) throws InterruptedException;
}
