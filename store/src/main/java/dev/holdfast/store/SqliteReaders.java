package dev.holdfast.store;

import dev.holdfast.ledger.LedgerUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sqlite.SQLiteConnection;

/// A few platform threads with a reading connection each. SQLite's native calls would pin the
/// carriers of virtual threads; here only these threads wait in them, and callers wait for an
/// answer.
final class SqliteReaders implements Asking {
  private static final int THREADS = 3;
  private static final int WAITING_MAX = 256;
  private static final long ANSWER_SECONDS = 30;

  private final SqliteFile file;
  private final Semaphore places = new Semaphore(WAITING_MAX);
  private final List<Prepared> connections = new ArrayList<>();
  private final BlockingQueue<Prepared> idle = new ArrayBlockingQueue<>(THREADS);
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("reader-", 1).factory());

  SqliteReaders(SqliteFile file) throws SQLException {
    this.file = file;
    for (int i = 0; i < THREADS; i++) {
      var prepared = new Prepared(file.readable());
      connections.add(prepared);
      idle.add(prepared);
    }
  }

  @Override
  public <T> T ask(Question<T> question) {
    if (!places.tryAcquire()) {
      throw busy();
    }
    var answer =
        threads.submit(() -> {
          try {
            return answer(question);
          } finally {
            places.release();
          }
        });
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof SQLException fault
          ? new LedgerUnavailable(file.diagnose(fault), fault)
          : new IllegalStateException(failed.getCause());
    } catch (TimeoutException _) {
      throw busy();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private <T> T answer(Question<T> question) throws SQLException, InterruptedException {
    // There are as many connections as threads, so that this never waits.
    var prepared = idle.take();
    try {
      return question.answer(prepared);
    } finally {
      idle.add(prepared);
    }
  }

  private LedgerUnavailable busy() {
    return new LedgerUnavailable(Faults.busy(file.path().toString()));
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      for (var prepared : connections) {
        interrupt(prepared);
      }
      if (!threads.awaitTermination(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        throw busy();
      }
      for (var prepared : connections) {
        prepared.close();
      }
    } catch (SQLException fault) {
      throw new LedgerUnavailable(file.diagnose(fault), fault);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Gives up what is being asked now.
  private static void interrupt(Prepared prepared) throws SQLException {
    prepared.connection().unwrap(SQLiteConnection.class).getDatabase().interrupt();
  }
}
