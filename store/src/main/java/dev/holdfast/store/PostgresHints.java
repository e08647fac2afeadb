package dev.holdfast.store;

import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Hint;
import dev.holdfast.ledger.LedgerUnavailable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells other processes that work is ready, and hears it from them, by NOTIFY and LISTEN on
/// connections of its own: inside the desk's transactions every notification would take a lock that
/// all desks share. Hints are gathered while one is being sent. A lost hint costs a poll, no more.
final class PostgresHints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresHints.class);
  private static final String NOTIFY = "SELECT pg_notify('holdfast', ?)";
  private static final int LANES_AT_ONCE = 50;
  private static final int LISTEN_MILLIS = 1_000;
  private static final long PAUSE_SECONDS = 1;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final Set<Hint.Lane> gathered = new LinkedHashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final PostgresAddress address;
  private final PostgresReaders connections;
  private final int desk;
  private final Consumer<Hint> heard;
  private final List<Thread> threads = new ArrayList<>();

  PostgresHints(
      PostgresAddress address, PostgresReaders connections, int desk, Consumer<Hint> heard) {
    this.address = address;
    this.connections = connections;
    this.desk = desk;
    this.heard = heard;
  }

  PostgresHints start() {
    threads.add(Thread.ofVirtual().name("hints-out").start(this::tell));
    threads.add(Thread.ofVirtual().name("hints-in").start(this::listen));
    return this;
  }

  /// Never waits for the server.
  void add(Hint hint) {
    lock.lock();
    try {
      gathered.addAll(hint.lanes());
      some.signal();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void tell() {
    while (isOpen()) {
      try {
        send(take());
      } catch (LedgerUnavailable unreachable) {
        LOG.atWarn()
            .setMessage("hint.not-sent")
            .addKeyValue("cause", unreachable.diagnostic().cause())
            .log();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private List<Hint.Lane> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (gathered.isEmpty()) {
        some.await();
      }
      var lanes = gathered.stream().limit(LANES_AT_ONCE).toList();
      lanes.forEach(gathered::remove);
      return lanes;
    } finally {
      lock.unlock();
    }
  }

  private void send(List<Hint.Lane> lanes) {
    var payload =
        desk + "\n" + lanes.stream().map(PostgresHints::line).collect(Collectors.joining("\n"));
    connections.ask(prepared -> prepared.bound(NOTIFY, payload).execute());
  }

  private static String line(Hint.Lane lane) {
    return lane.kind().word() + " " + URLEncoder.encode(lane.lane(), StandardCharsets.UTF_8);
  }

  private void listen() {
    while (isOpen()) {
      try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.properties())) {
        hear(connection);
      } catch (SQLException lost) {
        if (isOpen()) {
          LOG.atWarn().setMessage("hint.not-heard").addKeyValue("cause", lost.getMessage()).log();
        }
        if (!pause()) {
          return;
        }
      }
    }
  }

  private boolean pause() {
    try {
      return !closed.await(PAUSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  private void hear(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("LISTEN holdfast");
    }
    var notifications = connection.unwrap(PGConnection.class);
    while (isOpen()) {
      for (var notification : notifications.getNotifications(LISTEN_MILLIS)) {
        pass(notification.getParameter());
      }
    }
  }

  private void pass(String payload) {
    var lines = payload.lines().toList();
    if (!lines.isEmpty() && !lines.getFirst().equals(String.valueOf(desk))) {
      var lanes = lines.stream().skip(1).map(PostgresHints::lane).collect(Collectors.toSet());
      heard.accept(new Hint(lanes));
    }
  }

  private static Hint.Lane lane(String line) {
    var parts = line.split(" ", 2);
    return new Hint.Lane(Codec.kind(parts[0]), URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    closed.countDown();
    threads.forEach(Thread::interrupt);
  }
}
