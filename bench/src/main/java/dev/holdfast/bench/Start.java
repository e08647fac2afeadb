package dev.holdfast.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;

/// P9: how long a server takes from the start of its process to the first 200 of `/readyz`, and how
/// much memory it holds when nothing happens.
final class Start {
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final Settings settings;

  Start(Settings settings) {
    this.settings = settings;
  }

  /// The first start makes the ledger; the others find one.
  Figures run() {
    var folder = ServerProcess.workspace(settings);
    var nanos = new ArrayList<Long>();
    long megabytes = 0;
    long first = 0;
    try {
      for (int start = 0; start <= settings.count(); start++) {
        try (var server = ServerProcess.start(folder)) {
          long took = server.ready();
          if (start == 0) {
            first = took;
          } else {
            nanos.add(took);
          }
          if (start == settings.count()) {
            LockSupport.parkNanos(IDLE.toNanos());
            megabytes = server.residentMegabytes();
          }
        }
      }
    } finally {
      Folders.remove(folder);
    }
    var times = Quantiles.of(nanos);
    return new Figures(settings)
        .count("starts", settings.count())
        .measure("first start ms", first / 1e6)
        .measure("start to ready median ms", times.p50())
        .measure("start to ready slowest ms", times.max())
        .count("idle memory MB", megabytes);
  }
}
