package dev.holdfast.rehearsal.world;

import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.Provenance;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.execution.channels.Dispatch;
import dev.holdfast.execution.channels.Sender;
import dev.holdfast.rehearsal.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// Counts what arrives. It is slow, or away, and its answers get lost.
final class Receiver implements Sender.Single {
  private static final int FLAP_ONE_IN = 6;
  private static final int SLOW_NANOS = 1_000_000_000;

  private final Stage stage;
  private final Faults faults;
  private final Tale tale;
  private final Map<String, Integer> arrived = new TreeMap<>();

  Receiver(Stage stage, Faults faults, Tale tale) {
    this.stage = stage;
    this.faults = faults;
    this.tale = tale;
  }

  @Override
  public Sent send(Dispatch dispatch) {
    try {
      stage.rest(stage.below(SLOW_NANOS));
      if (faults.happens("receiver away", FLAP_ONE_IN)) {
        return new Sent.Transient("away", "nobody answers", Duration.ZERO);
      }
      if (faults.happens("message lost, nobody knows", FLAP_ONE_IN)) {
        return new Sent.Ambiguous("lost", "no answer");
      }
      take(dispatch.message());
      stage.rest(stage.below(SLOW_NANOS));
      return faults.happens("receipt lost", FLAP_ONE_IN)
          ? new Sent.Ambiguous("lost", "no answer")
          : new Sent.Receipt("arrived");
    } catch (InterruptedException _) {
      return new Sent.Ambiguous("interrupted", "no answer");
    }
  }

  private void take(Message message) {
    arrived.merge(message.dedupeKey(), 1, Integer::sum);
    var text = message.content().text();
    if (message.provenance() instanceof Provenance.Gated && !text.contains("canary ")) {
      tale.find("B8: " + message.dedupeKey() + " passed the gate with a false claim: " + text);
    }
    if (text.contains("canary ")
        && !text.contains("canary " + message.regarding().correlation() + ".")) {
      tale.find("B12: " + message.dedupeKey() + " carries another's canary: " + text);
    }
  }

  Map<String, Integer> arrived() {
    return arrived;
  }
}
