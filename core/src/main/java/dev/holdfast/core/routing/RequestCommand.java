package dev.holdfast.core.routing;

import dev.holdfast.core.Command;

/// The wishes to a request.
public sealed interface RequestCommand extends Command {
  record Accept(Inbound inbound) implements RequestCommand {}

  record Settle(Settlement settlement) implements RequestCommand {}
}
