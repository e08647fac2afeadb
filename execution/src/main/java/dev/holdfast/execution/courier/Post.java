package dev.holdfast.execution.courier;

import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Reader;

/// What all couriers of this process share.
///
/// @param node this process's name, the holder of its leases
public record Post(
    Desk desk,
    Reader reader,
    Bulletin bulletin,
    Checkpoints checkpoints,
    Meter meter,
    String node) {

  Origin origin(String correlation) {
    return new Origin("node:" + node, correlation);
  }
}
