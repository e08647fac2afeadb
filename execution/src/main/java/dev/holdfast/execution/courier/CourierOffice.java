package dev.holdfast.execution.courier;

import dev.holdfast.core.config.Workspace;
import dev.holdfast.execution.channels.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All couriers of this process: one for each channel.
public final class CourierOffice {
  private static final Logger LOG = LoggerFactory.getLogger(CourierOffice.class);

  private final List<Courier> couriers;

  private CourierOffice(List<Courier> couriers) {
    this.couriers = couriers;
  }

  /// Starts a courier for each channel of the workspace.
  public static CourierOffice open(Post post, Workspace workspace, Map<String, Sender> senders) {
    var beats = new ArrayList<Beat>();
    workspace
        .channels()
        .forEach((name, spec) ->
            beats.add(Beat.of(name, Objects.requireNonNull(senders.get(name)), spec.timeout())));
    return open(post, beats);
  }

  public static CourierOffice open(Post post, List<Beat> beats) {
    var couriers = beats.stream().map(beat -> new Courier(post, beat)).toList();
    couriers.forEach(Courier::start);
    return new CourierOffice(couriers);
  }

  /// Claims nothing more and waits, all couriers together, until what is under way is sent and
  /// reported; what is not done by then is interrupted and left to its lease.
  public void close(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    couriers.forEach(Courier::retire);
    boolean calm = true;
    for (var courier : couriers) {
      calm &= courier.finish(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
    LOG.atInfo().setMessage("couriers.stopped").addKeyValue("allReported", calm).log();
  }
}
