package dev.holdfast.gateway.health;

import dev.holdfast.control.desk.ClockWatch;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.health.Checkup.Health;
import dev.holdfast.gateway.health.Checkup.Part;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import dev.holdfast.gateway.http.Words;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Reader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// `/healthz` and `/readyz`, for whoever watches the server: no token.
public final class HealthRoutes {
  private static final int NOT_READY = 503;

  private final Checkup checkup;

  /// @param heartbeat when the timekeeper last looked for what is due
  /// @param watch what is known of the clocks
  public HealthRoutes(
      Desk desk,
      Reader reader,
      Versions<Policy> policy,
      InstantSource clock,
      Supplier<Instant> heartbeat,
      ClockWatch watch) {
    this.checkup = new Checkup(desk, reader, policy, clock, heartbeat, watch);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(
            "/healthz",
            Access.OPEN,
            Route.Spec.of("Whether the process answers", "Alive"),
            _ -> Reply.ok(new Doc().text("status", "ok"))),
        Route.get(
            "/readyz",
            Access.OPEN,
            Route.Spec.of("How well each part is; 503 when one is failing", "Readiness"),
            this::ready));
  }

  private Reply ready(Call call) {
    var parts = checkup.parts();
    var worst = parts.stream().map(Part::health).max(Comparator.naturalOrder()).orElse(Health.OK);
    var doc =
        new Doc()
            .text("status", Words.of(worst))
            .time("asOf", checkup.now())
            .docs("parts", parts.stream().map(HealthRoutes::doc).toList());
    return Reply.json(worst == Health.FAILING ? NOT_READY : 200, doc);
  }

  private static Doc doc(Part part) {
    return part.doc().text("part", part.name()).text("status", Words.of(part.health()));
  }
}
