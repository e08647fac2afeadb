package dev.holdfast.gateway;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.gateway.access.Doorkeeper;
import dev.holdfast.gateway.access.Tokens;
import dev.holdfast.gateway.channels.ChannelRoutes;
import dev.holdfast.gateway.channels.InboundRoutes;
import dev.holdfast.gateway.config.ConfigRoutes;
import dev.holdfast.gateway.deliveries.DeliveryRoutes;
import dev.holdfast.gateway.deliveries.MessageRoutes;
import dev.holdfast.gateway.health.HealthRoutes;
import dev.holdfast.gateway.http.HttpServer;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.http.Watch;
import dev.holdfast.gateway.jobs.JobChapter;
import dev.holdfast.gateway.ledger.BookRoutes;
import dev.holdfast.gateway.ledger.BudgetRoutes;
import dev.holdfast.gateway.ledger.LedgerRoutes;
import dev.holdfast.gateway.ledger.ProofRoutes;
import dev.holdfast.gateway.ledger.SpendRoutes;
import dev.holdfast.gateway.metrics.BudgetGauges;
import dev.holdfast.gateway.metrics.Clocks;
import dev.holdfast.gateway.metrics.CooldownGauges;
import dev.holdfast.gateway.metrics.Gauges;
import dev.holdfast.gateway.metrics.Happenings;
import dev.holdfast.gateway.metrics.MetricRoutes;
import dev.holdfast.gateway.metrics.Metrics;
import dev.holdfast.gateway.models.ModelRoutes;
import dev.holdfast.gateway.openapi.Description;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.gateway.ordering.Quotas;
import dev.holdfast.gateway.requests.Reception;
import dev.holdfast.gateway.requests.RequestRoutes;
import dev.holdfast.gateway.runs.RunRoutes;
import dev.holdfast.gateway.sessions.SessionRoutes;
import dev.holdfast.gateway.showing.Streams;
import dev.holdfast.gateway.tasks.ClaimRoutes;
import dev.holdfast.gateway.tasks.Offers;
import dev.holdfast.gateway.tasks.ReportRoutes;
import dev.holdfast.gateway.tasks.TaskRoutes;
import dev.holdfast.gateway.tiers.CooldownRoutes;
import dev.holdfast.gateway.tiers.FallbackRoutes;
import dev.holdfast.gateway.tiers.TierRoutes;
import dev.holdfast.gateway.tiers.ViabilityRoutes;
import dev.holdfast.gateway.tokens.TokenRoutes;
import dev.holdfast.gateway.waiting.RunSignals;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Desk;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The HTTP API, running.
public final class Gateway {
  private final HttpServer server;
  private final RunSignals signals;
  private final Bulletin.Subscription happenings;
  private final Tokens tokens;

  private Gateway(
      HttpServer server, RunSignals signals, Bulletin.Subscription happenings, Tokens tokens) {
    this.server = server;
    this.signals = signals;
    this.happenings = happenings;
    this.tokens = tokens;
  }

  /// Puts the parts together and listens.
  ///
  /// @throws IllegalStateException when the address cannot be taken
  public static Gateway start(GatewayParts parts) {
    return start(parts, List.of());
  }

  /// The same with pages for people beside the API. They are no part of its description.
  ///
  /// @throws IllegalStateException when the address cannot be taken
  public static Gateway start(GatewayParts parts, List<Route> pages) {
    var signals = new RunSignals(parts.bulletin());
    var reader = parts.ledger().reader();
    var guards =
        new HttpServer.Guards(
            new Doorkeeper(reader, System::nanoTime),
            () -> closed(parts.desk()),
            served(parts.metrics()));
    var address = new HttpServer.Address(parts.listen().host(), parts.listen().port());
    var all = Stream.concat(routes(parts, signals).stream(), pages.stream()).toList();
    var server = new HttpServer(address, all, guards);
    Gauges.register(parts.metrics(), parts.desk(), reader, parts.policy(), parts.clock());
    CooldownGauges.register(parts.metrics(), reader);
    BudgetGauges.register(parts.metrics(), reader, parts.policy(), parts.clock());
    Clocks.register(parts.metrics(), parts.watch());
    var happenings = Happenings.count(parts.bulletin(), parts.metrics());
    server.start();
    return new Gateway(server, signals, happenings, new Tokens(parts.desk(), reader));
  }

  private static Watch served(Metrics metrics) {
    return (method, route, status, took) ->
        metrics.time(
            "http.request",
            took,
            "method",
            route.isEmpty() ? "" : method,
            "route",
            route,
            "status",
            Integer.toString(status));
  }

  private static Optional<Diagnostic> closed(Desk desk) {
    return switch (desk.intake()) {
      case Desk.Intake.Open() -> Optional.empty();
      case Desk.Intake.Closed(var diagnostic) -> Optional.of(diagnostic);
    };
  }

  private static List<Route> routes(GatewayParts parts, RunSignals signals) {
    var streams = new Streams(parts.ledger().reader());
    var counter = new Counter(parts.desk(), new Quotas(parts.ledger().reader(), parts.policy()));
    var routes = new ArrayList<Route>();
    routes.addAll(new RequestRoutes(streams, new Reception(counter, streams, signals)).routes());
    routes.addAll(
        new TaskRoutes(counter, streams, new Offers(parts.policy(), parts.workspace())).routes());
    routes.addAll(new ClaimRoutes(counter, parts.bulletin(), parts.policy()).routes());
    routes.addAll(new ReportRoutes(counter, streams).routes());
    routes.addAll(new RunRoutes(counter, streams, parts.policy(), signals).routes());
    routes.addAll(new SessionRoutes(streams).routes());
    routes.addAll(new DeliveryRoutes(counter, streams).routes());
    routes.addAll(new MessageRoutes(counter, parts.policy(), parts.clock()).routes());
    routes.addAll(JobChapter.routes(counter, streams, parts.policy(), signals, parts.clock()));
    routes.addAll(
        new HealthRoutes(
                parts.desk(),
                streams.reader(),
                parts.policy(),
                parts.clock(),
                parts.heartbeat(),
                parts.watch())
            .routes());
    routes.addAll(ModelRoutes.of(parts.models(), parts.policy(), parts.clock(), parts.metrics()));
    routes.addAll(
        new ViabilityRoutes(
                counter, streams, parts.policy(), parts.workspace(), signals, parts.clock())
            .routes());
    routes.addAll(operating(parts, streams, counter));
    return Description.with(routes);
  }

  /// What is for those who run the server.
  private static List<Route> operating(GatewayParts parts, Streams streams, Counter counter) {
    var reader = streams.reader();
    var routes = new ArrayList<Route>();
    routes.addAll(new ChannelRoutes(counter, streams, parts.workspace()).routes());
    routes.addAll(
        new InboundRoutes(counter, parts.workspace(), parts.secrets(), parts.clock()).routes());
    routes.addAll(
        new TierRoutes(streams, parts.policy(), parts.workspace(), parts.clock()).routes());
    routes.addAll(new CooldownRoutes(counter, streams).routes());
    routes.addAll(new FallbackRoutes(streams).routes());
    routes.addAll(new TokenRoutes(counter, streams).routes());
    routes.addAll(new ConfigRoutes(parts.ledger().archive(), parts.policy()).routes());
    routes.addAll(new BookRoutes(reader, parts.clock()).routes());
    routes.addAll(new SpendRoutes(reader, parts.policy(), parts.clock()).routes());
    routes.addAll(new BudgetRoutes(streams, parts.policy(), parts.clock()).routes());
    routes.addAll(new LedgerRoutes(reader, parts.policy()).routes());
    routes.addAll(new ProofRoutes(streams).routes());
    routes.addAll(new MetricRoutes(parts.metrics()).routes());
    return routes;
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
    happenings.close();
  }
}
