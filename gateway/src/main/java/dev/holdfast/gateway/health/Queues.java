package dev.holdfast.gateway.health;

import dev.holdfast.core.Kind;
import dev.holdfast.core.config.Policy;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Reader.Queued;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What waits to be taken up: tasks by lane, deliveries by channel. Those of the workspace, and
/// those that it no longer has and that older work still waits in.
public final class Queues {
  private final Reader reader;
  private final Instant now;

  public Queues(Reader reader, Instant now) {
    this.reader = reader;
    this.now = now;
  }

  /// @param age how long the one has waited that has waited longest; zero when nothing waits
  public record Line(String name, long waiting, Duration age) {}

  public List<Line> tasks(Policy policy) {
    return lines(Kind.TASK, policy.delegation().lanes().keySet());
  }

  public List<Line> deliveries(Policy policy) {
    return lines(Kind.DELIVERY, policy.delivery().channels().keySet());
  }

  private List<Line> lines(Kind kind, Set<String> names) {
    var queues = new TreeMap<String, Queued>();
    names.forEach(name -> queues.put(name, new Queued(0, now)));
    queues.putAll(reader.queues(kind));
    return queues.entrySet().stream().map(queue -> line(queue.getKey(), queue.getValue())).toList();
  }

  private Line line(String name, Queued queued) {
    var age = Duration.between(queued.since(), now);
    // Another node's clock may be ahead.
    return new Line(name, queued.waiting(), age.isNegative() ? Duration.ZERO : age);
  }
}
