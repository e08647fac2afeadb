package dev.holdfast.execution.egress;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A TCP server on loopback that does to each connection what its script says, however rude.
public final class ScriptedServer implements Closeable {
  private final ServerSocket listening;
  private final Script script;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public ScriptedServer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  public ScriptedServer(ServerSocket listening, Script script) {
    this.listening = listening;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  /// Reads a request whole, then writes the text and closes.
  public static ScriptedServer answering(String answer) throws IOException {
    return new ScriptedServer(talk -> {
      talk.readRequest();
      talk.write(answer);
    });
  }

  public int port() {
    return listening.getLocalPort();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/hook");
  }

  public int connections() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      closing.countDown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.run(new Talk(socket, closing));
    } catch (IOException | InterruptedException gone) {
      // The other side went away, which some scripts are there to provoke.
      closing.getCount();
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listening.close();
    for (var socket : open) {
      socket.close();
    }
  }

  @FunctionalInterface
  public interface Script {
    void run(Talk talk) throws IOException, InterruptedException;
  }

  /// One connection, seen from the server.
  public static final class Talk {
    private final Socket socket;
    private final BufferedReader reader;
    private final OutputStream output;
    private final CountDownLatch closing;

    Talk(Socket socket, CountDownLatch closing) throws IOException {
      this.socket = socket;
      this.reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      this.output = socket.getOutputStream();
      this.closing = closing;
    }

    public String readLine() throws IOException {
      var line = reader.readLine();
      if (line == null) {
        throw new IOException("closed");
      }
      return line;
    }

    /// The head and the body of a request with a Content-Length.
    public String readRequest() throws IOException {
      var text = new StringBuilder();
      int length = 0;
      for (var line = readLine(); !line.isEmpty(); line = readLine()) {
        text.append(line).append('\n');
        if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring("content-length:".length()).strip());
        }
      }
      text.append('\n');
      for (int i = 0; i < length; i++) {
        text.append((char) reader.read());
      }
      return text.toString();
    }

    public void write(String text) throws IOException {
      output.write(text.getBytes(StandardCharsets.UTF_8));
      output.flush();
    }

    /// Goes on in TLS on the same connection.
    public Talk secured(SSLContext context) throws IOException {
      var factory = context.getSocketFactory();
      var tls = (SSLSocket) factory.createSocket(socket, "", socket.getPort(), true);
      tls.setUseClientMode(false);
      return new Talk(tls, closing);
    }

    /// Says nothing until the test is over.
    public void fallSilent() throws InterruptedException {
      closing.await();
    }

    /// Waits a little between two bytes; returns whether the test is over.
    public boolean pause(long millis) throws InterruptedException {
      return closing.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
    }

    /// Closes with a TCP reset.
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
