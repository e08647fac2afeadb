package dev.holdfast.ledger;

/// One store under test, empty at first.
public interface Shelf extends AutoCloseable {
  /// Opens the ledger on it; again, after the one before was closed, as the next process would.
  Ledger open();

  /// Puts a stream there by hand, past every check of the ledger and the database.
  void plant(Written stream);

  @Override
  void close();
}
