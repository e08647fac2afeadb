package dev.holdfast.bench;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/// P10: a server with many items in flight is killed; how long until the next one has done its
/// first work.
final class Recovery {
  private static final int CLIENTS = 64;
  private static final int LEASED_AT_ONCE = 500;
  private static final double MILLIS = 1e6;

  private final Settings settings;

  Recovery(Settings settings) {
    this.settings = settings;
  }

  Figures run() throws InterruptedException {
    var folder = ServerProcess.workspace(settings);
    var figures = new Figures(settings).count("items in flight", settings.count());
    try {
      try (var doomed = ServerProcess.start(folder)) {
        doomed.ready();
        fill(doomed);
        doomed.kill();
      }
      try (var next = ServerProcess.start(folder)) {
        recover(next, figures);
      }
    } finally {
      Folders.remove(folder);
    }
    return figures;
  }

  /// As many requests as are asked for; a part of them is in a worker's hands when the end comes.
  private void fill(ServerProcess server) throws InterruptedException {
    var open = new CountDownLatch(settings.count());
    var next = new AtomicInteger();
    var flows = new ArrayList<HttpFlow>();
    try (var crew = new Crew()) {
      for (int i = 0; i < CLIENTS; i++) {
        var flow = new HttpFlow(server.address(), server.token());
        flows.add(flow);
        crew.work(1, () -> ask(flow, next.getAndIncrement(), open));
      }
      while (!open.await(1, TimeUnit.SECONDS)) {
        crew.check();
      }
      flows.getFirst().claim(LEASED_AT_ONCE);
    } finally {
      flows.forEach(HttpFlow::close);
    }
  }

  private void ask(HttpFlow flow, int number, CountDownLatch open) throws InterruptedException {
    if (number < settings.count()) {
      flow.ask(number, settings.actors());
      open.countDown();
    } else {
      open.await();
    }
  }

  private void recover(ServerProcess server, Figures figures) {
    long began = System.nanoTime();
    double ready = server.ready() / MILLIS;
    try (var flow = new HttpFlow(server.address(), server.token())) {
      flow.ask(settings.count(), settings.actors());
      double accepted = ready + sinceReady(began, ready);
      int done = flow.work(1);
      double worked = ready + sinceReady(began, ready);
      var books = new JsonMapper().readTree(server.get("/v1/books"));
      figures
          .measure("restart to ready ms", ready)
          .measure("restart to new request accepted ms", accepted)
          .measure("restart to first work done ms", worked)
          .tell("work was done", done == 1)
          .tell("books balanced", books.path("balanced").booleanValue());
    }
  }

  private static double sinceReady(long began, double ready) {
    return Math.max(0, (System.nanoTime() - began) / MILLIS - ready);
  }
}
