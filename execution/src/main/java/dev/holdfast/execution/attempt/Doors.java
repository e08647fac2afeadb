package dev.holdfast.execution.attempt;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.spans.Spans;
import dev.holdfast.execution.spend.Purse;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Reader;

/// All that agents and brokers can reach: the desk and what it tells, and the one way out, and what
/// this node may spend.
public record Doors(
    Desk desk,
    Reader reader,
    Bulletin bulletin,
    Versions<Policy> versions,
    Outbound outbound,
    Checkpoints checkpoints,
    Meter meter,
    Spans spans,
    Purse purse) {

  /// Where no node has a name, and nobody follows traces: with a purse of its own.
  public Doors(
      Desk desk,
      Reader reader,
      Bulletin bulletin,
      Versions<Policy> versions,
      Outbound outbound,
      Checkpoints checkpoints,
      Meter meter) {
    this(
        desk,
        reader,
        bulletin,
        versions,
        outbound,
        checkpoints,
        meter,
        Spans.NONE,
        new Purse("node", desk, reader, bulletin, versions, meter, Purse.USUAL));
  }
}
