package dev.holdfast.gateway.metrics;

import dev.holdfast.core.Kind;
import dev.holdfast.core.models.CooldownState;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;

/// What is left alone, and what is being tried. What is asked like any other is not told: only a
/// workspace's models, keys and providers can be here, and mostly none is.
public final class CooldownGauges {
  private static final int SCOPES_MAX = 500;

  private final Reader reader;
  private final Codec codec = new Codec();

  private CooldownGauges(Reader reader) {
    this.reader = reader;
  }

  public static void register(Metrics metrics, Reader reader) {
    var gauges = new CooldownGauges(reader);
    GaugeWithCallback.builder()
        .name("holdfast_model_left_alone")
        .help("1 for each model, key or provider that is left alone (cooling) or tried (trial)")
        .labelNames("scope", "state", "class")
        .callback(gauge -> Gauges.whileReadable(() -> gauges.tell(gauge)))
        .register(metrics.registry());
  }

  private void tell(GaugeWithCallback.Callback gauge) {
    tell(gauge, "cooling");
    tell(gauge, "trial");
  }

  private void tell(GaugeWithCallback.Callback gauge, String status) {
    var query = new Reader.Query(Kind.COOLDOWN, status, 0, Long.MAX_VALUE, SCOPES_MAX);
    for (var row : reader.list(query)) {
      switch ((CooldownState) codec.decode(row.state())) {
        case CooldownState.Cooling cooling -> tell(gauge, cooling, status);
        case CooldownState.Trial(var cooling, _, _) -> tell(gauge, cooling, status);
        case CooldownState.New(), CooldownState.Clear _ -> {
          // Nothing stands in the way.
        }
      }
    }
  }

  private static void tell(
      GaugeWithCallback.Callback gauge, CooldownState.Cooling cooling, String status) {
    gauge.call(1, cooling.scope(), status, cooling.cause().fault().word());
  }
}
