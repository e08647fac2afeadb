package dev.holdfast.server.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The line between one server and its database, which can be cut. A connection that has lost bytes
/// never carries any again, as when a firewall has forgotten it: whoever uses it finds out alone.
final class Wire implements AutoCloseable {
  /// What becomes of the bytes.
  enum Mood {
    /// They arrive.
    CARRIES,
    /// Connections are broken, and new ones as soon as they are made.
    BREAKS,
    /// Nothing arrives on either side, and nobody is told.
    SWALLOWS,
    /// What the server says arrives; what the database answers does not.
    DEAFENS;

    boolean loses(Way way) {
      return switch (this) {
        case CARRIES -> false;
        case BREAKS, SWALLOWS -> true;
        case DEAFENS -> way == Way.BACK;
      };
    }
  }

  private enum Way {
    THERE,
    BACK
  }

  private static final int BACKLOG = 64;
  private static final int CHUNK = 16_384;
  private static final int CONNECT_MILLIS = 5_000;

  private final ServerSocket door;
  private final int port;
  private final CopyOnWriteArrayList<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Mood mood = Mood.CARRIES;

  private Wire(ServerSocket door, int port) {
    this.door = door;
    this.port = port;
  }

  /// @param near where the server finds its database
  /// @param port where the database listens
  static Wire between(InetSocketAddress near, int port) {
    try {
      var door = new ServerSocket(near.getPort(), BACKLOG, near.getAddress());
      var wire = new Wire(door, port);
      Thread.ofVirtual().start(wire::accept);
      return wire;
    } catch (IOException notOpened) {
      throw new UncheckedIOException(notOpened);
    }
  }

  void turn(Mood next) {
    mood = next;
    if (next == Mood.BREAKS) {
      breakAll(List.copyOf(sockets));
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var server = door.accept();
        sockets.add(server);
        if (mood == Mood.BREAKS) {
          breakAll(List.of(server));
        } else {
          Thread.ofVirtual().start(() -> join(server));
        }
      } catch (IOException _) {
        // The door was closed, or the caller has left already: whoever is left goes on.
      }
    }
  }

  private void join(Socket server) {
    if (mood == Mood.SWALLOWS) {
      // Nobody answers; it stays open until its owner gives up or the wire ends.
      return;
    }
    var database = new Socket();
    sockets.add(database);
    try {
      database.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      Thread.ofVirtual().start(() -> carry(database, server, Way.BACK));
      carry(server, database, Way.THERE);
    } catch (IOException _) {
      breakAll(List.of(server, database));
    }
  }

  /// Carries one way until the connection ends. An end is not told either where bytes were lost.
  private void carry(Socket from, Socket to, Way way) {
    var chunk = new byte[CHUNK];
    boolean lost = false;
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        lost |= mood.loses(way);
        if (!lost) {
          out.write(chunk, 0, read);
        }
      }
    } catch (IOException _) {
      lost |= mood.loses(way);
    }
    if (!lost && !mood.loses(way)) {
      breakAll(List.of(from, to));
    }
  }

  /// With a reset, as from a machine that is gone: nothing lingers.
  private void breakAll(List<Socket> broken) {
    for (var socket : broken) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException _) {
        // It was broken already.
      }
    }
    sockets.removeAll(broken);
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException unclosable) {
      throw new UncheckedIOException(unclosable);
    } finally {
      breakAll(List.copyOf(sockets));
    }
  }
}
