package dev.holdfast.bench;

import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.gateway.Gateway;
import dev.holdfast.gateway.GatewayParts;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// P3: whole lifecycles through the gateway: clients post requests one by one over kept
/// connections, workers claim and complete in batches, a null sink takes the replies. Clients,
/// workers and server share this process and this machine.
final class Http {
  private static final Duration GOODBYE = Duration.ofSeconds(2);
  private static final int WARM_UP = 4;
  private static final int CLIENTS = 64;
  private static final int WORKERS = 2;
  private static final int BATCH = 500;
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e3;

  private final Settings settings;
  private final AtomicInteger numbers = new AtomicInteger();

  Http(Settings settings) {
    this.settings = settings;
  }

  Figures run() throws InterruptedException, SQLException {
    var figures = new Figures(settings);
    try (var place = Place.of(settings)) {
      var rigs = Rig.on(place, 1);
      var gateway = gateway(rigs.getFirst());
      var token = gateway.firstAdmin(_ -> {}).orElseThrow();
      measure(new Door(gateway.address(), token), new Flow(rigs.getFirst()), figures);
      gateway.stop(GOODBYE);
      Rig.stop(rigs, figures);
    }
    return figures;
  }

  private record Door(URI address, String token) {
    HttpFlow open() {
      return new HttpFlow(address, token);
    }
  }

  private static Gateway gateway(Rig rig) {
    var policy = Terms.versions();
    var server = new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data");
    return Gateway.start(
        new GatewayParts(
            new GatewayParts.Listen("127.0.0.1", 0),
            rig.desk(),
            rig.ledger(),
            rig.bulletin(),
            policy,
            () ->
                new Workspace(
                    "bench", server, List.of(), Map.of(), Map.of(), Map.of(), policy.now()),
            InstantSource.system()));
  }

  private void measure(Door door, Flow flow, Figures figures) throws InterruptedException {
    live(door, flow, Math.max(1, settings.count() / WARM_UP));
    var before = Cpu.now();
    long nanos = live(door, flow, settings.count());
    var cpu = Cpu.now().since(before);
    figures
        .count("lifecycles", settings.count())
        .count("clients", CLIENTS)
        .count("worker batch", BATCH)
        .measure("lifecycles per second", settings.count() * NANOS / nanos)
        .measure("process CPU µs per lifecycle", cpu.processNanos() / MICROS / settings.count())
        .measure("desk CPU µs per lifecycle", cpu.deskNanos() / MICROS / settings.count());
  }

  private long live(Door door, Flow flow, int count) throws InterruptedException {
    var open = new CountDownLatch(count);
    var free = new Semaphore(2 * settings.outstanding());
    var left = new AtomicInteger(count);
    var wires = new ArrayDeque<HttpFlow>();
    try (var crew = new Crew()) {
      long began = System.nanoTime();
      for (int i = 0; i < CLIENTS; i++) {
        var client = door.open();
        wires.add(client);
        crew.work(1, () -> ask(client, free, left, open));
      }
      for (int i = 0; i < WORKERS; i++) {
        var worker = door.open();
        wires.add(worker);
        crew.work(1, () -> worker.work(BATCH));
      }
      crew.work(
          WORKERS,
          () -> {
            var sending = flow.claimDeliveries(BATCH);
            flow.report(sending);
            sending.forEach(_ -> open.countDown());
            free.release(sending.size());
          });
      while (!open.await(1, TimeUnit.SECONDS)) {
        crew.check();
      }
      return System.nanoTime() - began;
    } finally {
      wires.forEach(HttpFlow::close);
    }
  }

  private void ask(HttpFlow client, Semaphore free, AtomicInteger left, CountDownLatch open)
      throws InterruptedException {
    if (left.getAndDecrement() > 0) {
      free.acquire();
      client.ask(numbers.getAndIncrement(), settings.actors());
    } else {
      open.await();
    }
  }
}
