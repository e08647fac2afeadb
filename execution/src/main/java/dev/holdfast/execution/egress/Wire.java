package dev.holdfast.execution.egress;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// One connection to an address that was checked, with TLS on it where the scheme asks for it. It
/// serves one exchange: a connection that is kept open may be closed by the other side at the very
/// moment of the next request, and then nobody could say whether that request was taken. Closing it
/// from another thread ends whatever it is busy with.
final class Wire implements Closeable {
  private static final int BUFFER = 8 * 1024;

  // The TCP socket is what gets closed: closing a TLS socket may wait for a stuck write.
  private Socket tcp = new Socket();
  private Socket spoken = tcp;
  private boolean closed = false;

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
  }

  InputStream input() throws IOException {
    return new BufferedInputStream(spoken.getInputStream(), BUFFER);
  }

  OutputStream output() throws IOException {
    return spoken.getOutputStream();
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    tcp.close();
  }
}
