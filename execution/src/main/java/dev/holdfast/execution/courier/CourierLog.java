package dev.holdfast.execution.courier;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Outcome;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Says and counts what became of each attempt.
final class CourierLog {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final String channel;
  private final Meter meter;

  CourierLog(String channel, Meter meter) {
    this.channel = channel;
    this.meter = meter;
  }

  /// @param took for all of them together
  void sent(List<Sent> sent, Duration took) {
    sent.forEach(one -> meter.count("delivery.attempts", "channel", channel, "outcome", word(one)));
    meter.time("delivery.send", took, "channel", channel);
  }

  /// The lease runs out, and the rules take it from there.
  void leftBehind(Taken taken) {
    on(Level.WARN, "delivery.left-behind", taken)
        .addKeyValue("remediation", "None: its lease runs out and the delivery goes on.")
        .log();
  }

  /// A sender that throws is a defect of ours.
  void broke(Taken taken, RuntimeException defect) {
    on(Level.ERROR, "delivery.sender-broke", taken)
        .addKeyValue("remediation", "Report this as a bug, with the stack trace.")
        .setCause(defect)
        .log();
  }

  /// A defect outside of the sender; the courier goes on.
  void defect(RuntimeException defect) {
    LOG.atError()
        .setMessage("courier.broke")
        .addKeyValue("channel", channel)
        .addKeyValue("remediation", "Report this as a bug, with the stack trace.")
        .setCause(defect)
        .log();
  }

  static Diagnostic defective(RuntimeException defect) {
    return new Diagnostic(
        "courier-broke",
        "The courier failed: " + defect,
        "Deliveries wait; it is tried again.",
        "Report this as a bug, with the stack trace in the log.");
  }

  void reported(Taken.Ended report, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done(var changes) ->
          changes.stream()
              .filter(changed -> changed.change().id().equals(report.taken().delivery()))
              .filter(changed -> changed.state() instanceof DeliveryState)
              .forEach(changed -> became(report.taken(), (DeliveryState) changed.state()));
      case Outcome.Refused(var refusal) ->
          failed(Level.WARN, "delivery.report-refused", report.taken(), refusal.diagnostic());
    }
  }

  private void became(Taken taken, DeliveryState state) {
    switch (state) {
      case DeliveryState.Delivered(_, _, var receipt, _) ->
          on(Level.INFO, "delivery.sent", taken).addKeyValue("receipt", receipt).log();
      case DeliveryState.Resting(_, _, var until, var why, _) ->
          on(Level.INFO, "delivery.retried", taken)
              .addKeyValue("until", until)
              .addKeyValue("code", why.code())
              .addKeyValue("cause", why.cause())
              .log();
      case DeliveryState.Dead(_, _, var why) -> failed(Level.ERROR, "delivery.died", taken, why);
      case DeliveryState.Expired(_, _, var why) ->
          failed(Level.ERROR, "delivery.expired", taken, why);
      case DeliveryState.Unknown(_, _, var why) ->
          failed(Level.ERROR, "delivery.unknown", taken, why);
      case DeliveryState.New _,
          DeliveryState.Blocked _,
          DeliveryState.Ready _,
          DeliveryState.Sending _,
          DeliveryState.Suppressed _ ->
          on(Level.WARN, "delivery.moved-on", taken)
              .addKeyValue("state", state.getClass().getSimpleName())
              .log();
    }
  }

  private void failed(Level level, String event, Taken taken, Diagnostic why) {
    on(level, event, taken)
        .addKeyValue("code", why.code())
        .addKeyValue("cause", why.cause())
        .addKeyValue("remediation", why.nextAction())
        .log();
  }

  private LoggingEventBuilder on(Level level, String event, Taken taken) {
    return LOG.atLevel(level)
        .setMessage(event)
        .addKeyValue("delivery", taken.delivery())
        .addKeyValue("channel", channel)
        .addKeyValue("attempt", taken.attempt())
        .addKeyValue("dedupeKey", taken.message().dedupeKey())
        .addKeyValue("correlationId", taken.correlation());
  }

  private static String word(Sent sent) {
    return switch (sent) {
      case Sent.Receipt _ -> "receipt";
      case Sent.Transient _ -> "transient";
      case Sent.Permanent _ -> "permanent";
      case Sent.Gone _ -> "gone";
      case Sent.Ambiguous _ -> "ambiguous";
    };
  }
}
