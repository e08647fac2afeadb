package dev.holdfast.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// P7: what the model gateway adds to a call. The provider answers at once; each round asks it
/// directly and then through a real server, over kept connections, and where one listens through
/// another gateway (Portkey). Callers and provider share this process, all share the machine.
final class ModelCalls {
  private static final List<Integer> CONNECTIONS = List.of(1, 32, 128);

  /// One connection is slow enough to tell with fewer calls.
  private static final int FEWER = 4;

  private static final int WARM_UP = 4;
  private static final int WARM_CONNECTIONS = 32;
  private static final String STREAM = ",\"stream\":true";
  private static final String PEER = "portkey";
  private static final double NANOS = 1e9;
  private static final long RECORD_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final Settings settings;
  private long asked;

  ModelCalls(Settings settings) {
    this.settings = settings;
  }

  /// Who is asked.
  private record Way(String name, URI address, String path, Map<String, String> headers) {
    HttpWire open() {
      return new HttpWire(address, headers);
    }
  }

  private record Round(double perSecond, Quantiles times) {}

  Figures run() throws InterruptedException {
    var figures = new Figures(settings);
    try (var model = new InstantModel()) {
      var folder = ServerProcess.workspace(workspace(model));
      try (var server = ServerProcess.start(folder)) {
        server.ready();
        measure(model, server, figures);
      } finally {
        Folders.remove(folder);
      }
    }
    return figures;
  }

  private String workspace(InstantModel model) {
    return """
    holdfast: 1
    workspace: bench
    server: {store: "%s", calls: {perMinute: 10000000, atOnce: 4000}}
    egress: {allow: ["127.0.0.1:%d"]}
    models:
      providers:
        up: {kind: openai, url: "http://127.0.0.1:%d/v1"}
      tiers:
        small: [up/mini]
    agents:
      clerk: {kind: model, tier: small}
    """
        .formatted(settings.store(), model.port(), model.port());
  }

  private void measure(InstantModel model, ServerProcess server, Figures figures)
      throws InterruptedException {
    var url = "http://127.0.0.1:" + model.port();
    var direct = new Way("direct", URI.create(url), "/v1/chat/completions", Map.of());
    var ours =
        new Way(
            "holdfast",
            server.address(),
            "/v1/chat/completions",
            Map.of("Authorization", "Bearer " + server.token()));
    var ways = new ArrayList<>(List.of(direct, ours));
    if (!settings.beside().isEmpty()) {
      ways.add(portkey(url + "/v1"));
    }
    for (var stream : List.of("", STREAM)) {
      for (var way : ways) {
        if (answers(way, stream)) {
          round(way, WARM_CONNECTIONS, settings.count() / WARM_UP, stream);
        }
      }
    }
    long before = server.residentMegabytes();
    for (var stream : List.of("", STREAM)) {
      var answering = ways.stream().filter(way -> answers(way, stream)).toList();
      for (int connections : CONNECTIONS) {
        rounds(answering, connections, stream, figures);
      }
    }
    figures
        .count("calls through holdfast", asked)
        .count("memory before MB", before)
        .count("memory after MB", server.residentMegabytes())
        .tell("every call on record", isOnRecord(server));
  }

  /// Another gateway may fail at what is asked of it; then it is not measured at that.
  private boolean answers(Way way, String stream) {
    if (!way.name().equals(PEER)) {
      return true;
    }
    try (var wire = way.open()) {
      new Line(wire, way.path(), body(way, stream), stream).ask();
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }

  private static String body(Way way, String stream) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Say ten words.\"}]%s}"
        .formatted(way.name().equals("holdfast") ? "small" : "mini", stream);
  }

  private Way portkey(String host) {
    return new Way(
        PEER,
        URI.create(settings.beside()),
        "/v1/chat/completions",
        Map.of(
            "Authorization", "Bearer none",
            "x-portkey-provider", "openai",
            "x-portkey-custom-host", host));
  }

  private void rounds(List<Way> ways, int connections, String stream, Figures figures)
      throws InterruptedException {
    int count = connections == 1 ? settings.count() / FEWER : settings.count();
    var title = (stream.isEmpty() ? "whole, " : "stream, ") + connections + " connections, ";
    var direct = new Quantiles(0, 0, 0);
    for (var way : ways) {
      var round = round(way, connections, count, stream);
      var name = title + way.name() + " ";
      figures.measure(name + "requests per second", round.perSecond());
      if (way.name().equals("direct")) {
        direct = round.times();
        figures.measure(name + "p50 ms", direct.p50()).measure(name + "p99 ms", direct.p99());
      } else {
        figures
            .measure(name + "added p50 ms", round.times().p50() - direct.p50())
            .measure(name + "added p99 ms", round.times().p99() - direct.p99());
      }
    }
  }

  private Round round(Way way, int connections, int count, String stream)
      throws InterruptedException {
    var body = body(way, stream);
    var wires = new ArrayList<HttpWire>();
    for (int i = 0; i < connections; i++) {
      wires.add(way.open());
    }
    var left = new AtomicInteger(Math.max(connections, count));
    var done = new CountDownLatch(left.get());
    var nanos = new ConcurrentLinkedQueue<Collection<Long>>();
    try (var crew = new Crew()) {
      long began = System.nanoTime();
      for (var wire : wires) {
        var own = new ArrayList<Long>();
        nanos.add(own);
        crew.once(() -> ask(new Line(wire, way.path(), body, stream), left, done, own));
      }
      while (!done.await(1, TimeUnit.SECONDS)) {
        crew.check();
      }
      long took = System.nanoTime() - began;
      var all = nanos.stream().flatMap(Collection::stream).toList();
      asked += way.name().equals("holdfast") ? all.size() : 0;
      return new Round(all.size() * NANOS / took, Quantiles.of(all));
    } finally {
      wires.forEach(HttpWire::close);
    }
  }

  private record Line(HttpWire wire, String path, String body, String stream) {
    void ask() {
      var answer = wire.post(path, "", body);
      if (!answer.contains(stream.isEmpty() ? "\"finish_reason\":\"stop\"" : "data: [DONE]")) {
        throw new IllegalStateException("no whole answer: " + answer);
      }
    }
  }

  private static void ask(
      Line line, AtomicInteger left, CountDownLatch done, Collection<Long> nanos) {
    while (left.getAndDecrement() > 0) {
      long began = System.nanoTime();
      line.ask();
      nanos.add(System.nanoTime() - began);
      done.countDown();
    }
  }

  /// What was asked is entered soon afterwards.
  private boolean isOnRecord(ServerProcess server) {
    long end = System.nanoTime() + RECORD_NANOS;
    while (System.nanoTime() < end) {
      var spent = new JsonMapper().readTree(server.get("/v1/spend?by=actor"));
      if (spent.at("/items/0/calls").asLong() == asked) {
        return true;
      }
    }
    return false;
  }
}
