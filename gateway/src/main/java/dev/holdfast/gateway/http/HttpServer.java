package dev.holdfast.gateway.http;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.gateway.access.Doorkeeper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/// Jetty, put together.
public final class HttpServer {
  private static final int HEADER_MAX = 16 << 10;
  private static final int CONCURRENT_MAX = 4_096;
  private static final int BACKLOG = 512;

  /// How long idle connections are kept when the server stops.
  private static final Duration GOODBYE = Duration.ofMillis(100);

  private static final Duration IDLE = Duration.ofSeconds(75);

  private final Server server;
  private final ServerConnector connector;
  private final Door door;

  /// @param port zero for any that is free
  public record Address(String host, int port) {}

  /// What every request meets on its way.
  ///
  /// @param closed why nothing is taken in now, empty while something is
  public record Guards(Doorkeeper doorkeeper, Supplier<Optional<Diagnostic>> closed, Watch watch) {}

  public HttpServer(Address address, List<Route> routes, Guards guards) {
    this.door = new Door(new Router(routes), guards.doorkeeper(), guards.closed());
    var threads = new VirtualThreadPool(CONCURRENT_MAX);
    threads.setName("http");
    this.server = new Server(threads);
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(limits()));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setShutdownIdleTimeout(GOODBYE.toMillis());
    server.addConnector(connector);
    server.setHandler(new GracefulHandler(new Front(door, guards.watch())));
    server.setErrorHandler(new Refusals());
  }

  private static HttpConfiguration limits() {
    var limits = new HttpConfiguration();
    limits.setRequestHeaderSize(HEADER_MAX);
    limits.setResponseHeaderSize(HEADER_MAX);
    limits.setSendServerVersion(false);
    return limits;
  }

  /// @throws IllegalStateException when the address cannot be taken
  public void start() {
    try {
      server.start();
    } catch (Exception taken) {
      throw new IllegalStateException(
          "cannot listen on " + connector.getHost() + ":" + connector.getPort(), taken);
    }
  }

  /// Where it listens.
  public URI address() {
    return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
  }

  /// Takes no new requests, lets those under way end until the deadline, then closes.
  public void stop(Duration deadline) {
    door.stop();
    server.setStopTimeout(Math.max(1, deadline.toMillis()));
    try {
      server.stop();
    } catch (Exception unclean) {
      throw new IllegalStateException("the HTTP server did not stop cleanly", unclean);
    }
  }
}
