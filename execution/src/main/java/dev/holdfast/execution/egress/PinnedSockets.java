package dev.holdfast.execution.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/// Sockets for a client that is not ours: wherever it means to connect, it reaches the address that
/// was checked, and when its time is over, its sockets are closed.
public final class PinnedSockets extends SocketFactory implements AutoCloseable {
  private final Ruling.Allowed allowed;
  private final List<Socket> given = new ArrayList<>();
  private final Watchdog watchdog;
  private boolean closed = false;

  public PinnedSockets(Ruling.Allowed allowed, Duration total) {
    this.allowed = allowed;
    this.watchdog = new Watchdog(this::closeAll, total);
  }

  /// Whether the time was over before the work was done.
  public boolean timedOut() {
    return !watchdog.bite().isEmpty();
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    if (closed) {
      throw new SocketException("the time is over");
    }
    var socket = new Pinned();
    given.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected();
  }

  private Socket connected() throws IOException {
    var socket = createSocket();
    socket.connect(new InetSocketAddress(allowed.pinned().getFirst(), allowed.port()));
    return socket;
  }

  @Override
  public void close() throws IOException {
    watchdog.close();
    closeAll();
  }

  private synchronized void closeAll() throws IOException {
    closed = true;
    for (var socket : given) {
      socket.close();
    }
  }

  private final class Pinned extends Socket {
    @Override
    public void connect(SocketAddress ignored) throws IOException {
      connect(ignored, 0);
    }

    @Override
    public void connect(SocketAddress ignored, int millis) throws IOException {
      super.connect(new InetSocketAddress(allowed.pinned().getFirst(), allowed.port()), millis);
    }
  }
}
