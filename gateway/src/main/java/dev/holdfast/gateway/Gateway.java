package dev.holdfast.gateway;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.gateway.access.Doorkeeper;
import dev.holdfast.gateway.access.Tokens;
import dev.holdfast.gateway.health.HealthRoutes;
import dev.holdfast.gateway.http.HttpServer;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.requests.Reception;
import dev.holdfast.gateway.requests.RequestRoutes;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.tasks.ClaimRoutes;
import dev.holdfast.gateway.tasks.ReportRoutes;
import dev.holdfast.gateway.tasks.TaskRoutes;
import dev.holdfast.gateway.waiting.RunSignals;
import dev.holdfast.ledger.Desk;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The HTTP API, running.
public final class Gateway {
  private final HttpServer server;
  private final RunSignals signals;
  private final Tokens tokens;

  private Gateway(HttpServer server, RunSignals signals, Tokens tokens) {
    this.server = server;
    this.signals = signals;
    this.tokens = tokens;
  }

  /// Puts the parts together and listens.
  ///
  /// @throws IllegalStateException when the address cannot be taken
  public static Gateway start(GatewayParts parts) {
    var signals = new RunSignals(parts.bulletin());
    var reader = parts.ledger().reader();
    var guards =
        new HttpServer.Guards(
            new Doorkeeper(reader, System::nanoTime),
            () -> closed(parts.desk()),
            (_, _, _, _) -> {});
    var address = new HttpServer.Address(parts.listen().host(), parts.listen().port());
    var server = new HttpServer(address, routes(parts, signals), guards);
    server.start();
    return new Gateway(server, signals, new Tokens(parts.desk(), reader));
  }

  private static Optional<Diagnostic> closed(Desk desk) {
    return switch (desk.intake()) {
      case Desk.Intake.Open() -> Optional.empty();
      case Desk.Intake.Closed(var diagnostic) -> Optional.of(diagnostic);
    };
  }

  private static List<Route> routes(GatewayParts parts, RunSignals signals) {
    var streams = new Streams(parts.ledger().reader());
    var counter = new Counter(parts.desk());
    var routes = new ArrayList<Route>();
    routes.addAll(new RequestRoutes(streams, new Reception(counter, streams, signals)).routes());
    routes.addAll(new TaskRoutes(counter, streams, parts.policy()).routes());
    routes.addAll(new ClaimRoutes(counter, parts.bulletin(), parts.policy()).routes());
    routes.addAll(new ReportRoutes(counter, streams).routes());
    routes.addAll(
        new HealthRoutes(parts.desk(), streams.reader(), parts.policy(), parts.clock()).routes());
    return List.copyOf(routes);
  }

  /// Makes an admin token if there is none, and returns its secret: the only time that it can be
  /// read.
  ///
  /// @param keep is given the secret before it counts, so that a crash cannot leave one that nobody
  ///   has
  public Optional<String> firstAdmin(Consumer<String> keep) throws InterruptedException {
    return tokens.firstAdmin(keep);
  }

  /// Where it listens.
  public URI address() {
    return server.address();
  }

  /// Takes no new requests, lets those under way end until the deadline, then closes.
  public void stop(Duration deadline) {
    server.stop(deadline);
    signals.close();
  }
}
