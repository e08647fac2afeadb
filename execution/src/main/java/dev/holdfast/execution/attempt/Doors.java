package dev.holdfast.execution.attempt;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Meter;
import dev.holdfast.ledger.Reader;

/// All that agents and brokers can reach: the desk and what it tells, and the one way out.
public record Doors(
    Desk desk,
    Reader reader,
    Bulletin bulletin,
    Versions<Policy> versions,
    Outbound outbound,
    Checkpoints checkpoints,
    Meter meter) {}
