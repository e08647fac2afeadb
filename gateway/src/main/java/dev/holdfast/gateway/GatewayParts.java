package dev.holdfast.gateway;

import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Ledger;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What the gateway is put together from.
///
/// @param listen where to listen; port zero takes any that is free
/// @param workspace the current version of the workspace
public record GatewayParts(
    Listen listen,
    Desk desk,
    Ledger ledger,
    Bulletin bulletin,
    Versions<Policy> policy,
    Supplier<Workspace> workspace,
    InstantSource clock) {

  /// An address to listen on.
  public record Listen(String host, int port) {}
}
