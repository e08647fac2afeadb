package dev.holdfast.core.scheduling;

import dev.holdfast.core.Json;
import java.time.Instant;

/// A moment with what its run keeps, whatever becomes of the job meanwhile.
///
/// @param startedAt when it was started, or began to wait
public record Firing(String job, Moment moment, Order order, Deliver deliver, Instant startedAt) {

  /// @param owner who answers for it
  public record Order(String contract, Json input, int policyVersion, String owner) {}

  Firing begun(Instant at, int policyVersion) {
    var renewed = new Order(order.contract(), order.input(), policyVersion, order.owner());
    return new Firing(job, moment, renewed, deliver, at);
  }
}
