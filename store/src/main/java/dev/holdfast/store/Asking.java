package dev.holdfast.store;

import dev.holdfast.ledger.LedgerUnavailable;

/// Lends a connection for one question.
interface Asking extends AutoCloseable {
  /// @throws LedgerUnavailable when the store cannot answer
  <T> T ask(Question<T> question);

  @Override
  void close();
}
