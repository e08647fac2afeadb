package dev.holdfast.store;

import dev.holdfast.ledger.LedgerUnavailable;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/// The one connection that writes, for one thread at a time. Transactions are begun and ended by
/// statements of their own: the driver's would begin the next one with every commit and hold up the
/// checkpoints.
final class SqliteWriter implements AutoCloseable {
  private final SqliteFile file;
  private final ReentrantLock lock = new ReentrantLock();
  private Prepared prepared;
  private boolean broken;

  SqliteWriter(SqliteFile file) throws SQLException {
    this.file = file;
    this.prepared = new Prepared(file.writable());
  }

  Prepared prepared() {
    return prepared;
  }

  /// Takes the connection and begins. Ends with [#release] whatever happens.
  void begin() {
    lock.lock();
    try {
      if (lock.getHoldCount() > 1) {
        throw new IllegalStateException("this thread has a page open already");
      }
      if (broken) {
        prepared = new Prepared(file.writable());
        broken = false;
      }
      prepared.statement("BEGIN IMMEDIATE").execute();
    } catch (SQLException fault) {
      lock.unlock();
      throw new LedgerUnavailable(file.diagnose(fault), fault);
    } catch (RuntimeException refused) {
      lock.unlock();
      throw refused;
    }
  }

  void commit() throws SQLException {
    prepared.statement("COMMIT").execute();
  }

  /// Undoes what was begun. Where SQLite has done so itself (after a full disk it has), or cannot,
  /// the connection is closed, which undoes everything; the next page opens another.
  void rollback() {
    try {
      prepared.statement("ROLLBACK").execute();
    } catch (SQLException fault) {
      abandon(fault);
    }
  }

  private void abandon(SQLException why) {
    broken = true;
    try {
      prepared.close();
    } catch (SQLException fault) {
      fault.addSuppressed(why);
      throw new LedgerUnavailable(file.diagnose(fault), fault);
    }
  }

  void release() {
    lock.unlock();
  }

  /// One transaction of its own, outside of any page.
  <T> T write(Question<T> question) {
    begin();
    try {
      var answer = question.answer(prepared);
      commit();
      return answer;
    } catch (SQLException fault) {
      rollback();
      throw new LedgerUnavailable(file.diagnose(fault), fault);
    } finally {
      release();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!broken) {
        prepared.close();
      }
    } catch (SQLException fault) {
      throw new LedgerUnavailable(file.diagnose(fault), fault);
    } finally {
      lock.unlock();
    }
  }
}
