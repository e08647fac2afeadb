package dev.holdfast.gateway.models;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Lets each token ask so often in a minute, and so many questions at once. Counted on this node.
final class Turnstile {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration FORGOTTEN = Duration.ofHours(2);
  private static final int TOKENS_MAX = 10_000;

  private final ModelParts.Limits limits;
  private final Ticker ticker;
  private final LoadingCache<String, Gate> gates;

  Turnstile(ModelParts.Limits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
    this.gates =
        Caffeine.newBuilder()
            .maximumSize(TOKENS_MAX)
            .expireAfterAccess(FORGOTTEN)
            .ticker(ticker)
            .build(_ -> new Gate());
  }

  sealed interface Entry {
    /// @param told the headers that say how much is left
    record In(Pass pass, Map<String, String> told) implements Entry {}

    record Full(Failure failure) implements Entry {}
  }

  /// The right to ask one question. To be given back once, however often it is closed.
  static final class Pass implements AutoCloseable {
    private final Gate gate;
    private final AtomicBoolean back = new AtomicBoolean();

    private Pass(Gate gate) {
      this.gate = gate;
    }

    @Override
    public void close() {
      if (back.compareAndSet(false, true)) {
        gate.leave();
      }
    }
  }

  Entry enter(String token) {
    return gates.get(token).enter();
  }

  private final class Gate {
    private long opened = ticker.read();
    private int asked;
    private int underWay;

    synchronized Entry enter() {
      long now = ticker.read();
      if (now - opened >= WINDOW.toNanos()) {
        opened = now;
        asked = 0;
      }
      var left = Duration.ofNanos(WINDOW.toNanos() - (now - opened));
      if (asked >= limits.perMinute()) {
        var what = "This token has asked " + limits.perMinute() + " questions in this minute.";
        return new Entry.Full(Failing.tooMuch(what, left, told(left)));
      }
      if (underWay >= limits.atOnce()) {
        var what = "This token has " + limits.atOnce() + " questions under way.";
        return new Entry.Full(Failing.tooMuch(what, SOON, told(left)));
      }
      asked++;
      underWay++;
      return new Entry.In(new Pass(this), told(left));
    }

    synchronized void leave() {
      underWay--;
    }

    private Map<String, String> told(Duration left) {
      long seconds = TimeUnit.MILLISECONDS.toSeconds(left.toMillis() + 999);
      var told = new LinkedHashMap<String, String>();
      told.put(
          "RateLimit-Policy",
          "\"models.minute\";q="
              + limits.perMinute()
              + ";w="
              + WINDOW.toSeconds()
              + ", \"models.at-once\";q="
              + limits.atOnce()
              + ";qu=\"concurrent-requests\"");
      told.put(
          "RateLimit",
          "\"models.minute\";r="
              + (limits.perMinute() - asked)
              + ";t="
              + seconds
              + ", \"models.at-once\";r="
              + (limits.atOnce() - underWay));
      return told;
    }
  }
}
