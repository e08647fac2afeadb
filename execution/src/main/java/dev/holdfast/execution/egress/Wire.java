package dev.holdfast.execution.egress;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// One connection to an address that was checked, with TLS on it where the scheme asks for it. It
/// serves one exchange at a time. Closing it from another thread ends whatever it is busy with.
final class Wire implements Closeable {
  private static final int BUFFER = 8 * 1024;

  // The TCP socket is what gets closed: closing a TLS socket may wait for a stuck write.
  private Socket tcp = new Socket();
  private Socket spoken = tcp;
  private InputStream input = InputStream.nullInputStream();
  private boolean connected = false;
  private boolean closed = false;
  private long restsSince = 0;

  /// Connects to the first of the addresses that answers.
  void connect(Ruling.Allowed allowed, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    var failure = new SocketException("no address");
    for (var address : allowed.pinned()) {
      long left = Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis());
      try {
        connect(address, allowed.port(), left);
        return;
      } catch (SocketTimeoutException slow) {
        throw slow;
      } catch (SocketException refused) {
        refused.addSuppressed(failure);
        failure = refused;
      }
    }
    throw failure;
  }

  private void connect(InetAddress address, int port, long millis) throws IOException {
    var socket = new Socket();
    take(socket);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(address, port), Math.toIntExact(millis));
    input = new BufferedInputStream(socket.getInputStream(), BUFFER);
    connected = true;
  }

  private synchronized void take(Socket next) throws IOException {
    tcp.close();
    if (closed) {
      next.close();
      throw new SocketException("closed while connecting");
    }
    tcp = next;
    spoken = next;
  }

  /// Speaks TLS; the certificate must be valid for the host's name.
  void secure(Ruling.Allowed allowed, SSLSocketFactory factory) throws IOException {
    var tls = (SSLSocket) factory.createSocket(tcp, allowed.host(), allowed.port(), true);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    spoken = tls;
    input = new BufferedInputStream(tls.getInputStream(), BUFFER);
  }

  /// Whether an earlier exchange has left it connected, so that only an exchange is missing.
  boolean isConnected() {
    return connected;
  }

  InetAddress address() {
    return tcp.getInetAddress();
  }

  /// Waits for its next exchange from now on.
  void rest() {
    restsSince = System.nanoTime();
  }

  /// Whether the other side has neither closed it nor said anything since it rests.
  ///
  /// @param fresh for how long it is not looked at, which takes a millisecond: seldom is one closed
  ///   right behind an answer
  boolean isStanding(Duration fresh) {
    if (System.nanoTime() - restsSince < fresh.toNanos()) {
      return true;
    }
    try {
      spoken.setSoTimeout(1);
      input.read();
      // The end of the connection, or something that nobody asked for.
      return false;
    } catch (SocketTimeoutException _) {
      return isAwake();
    } catch (IOException _) {
      return false;
    }
  }

  private boolean isAwake() {
    try {
      spoken.setSoTimeout(0);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// The longest that a read waits from now on.
  void patience(Duration read) throws IOException {
    spoken.setSoTimeout(Math.toIntExact(read.toMillis()));
  }

  InputStream input() {
    return input;
  }

  OutputStream output() throws IOException {
    return spoken.getOutputStream();
  }

  /// Closes it where nobody can be told that it could not be closed.
  void abandon() {
    try {
      close();
    } catch (IOException unclosed) {
      throw new UncheckedIOException("a connection could not be closed", unclosed);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    tcp.close();
  }
}
