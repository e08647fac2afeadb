package dev.holdfast.gateway;

import dev.holdfast.control.desk.ClockWatch;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.gateway.channels.Secrets;
import dev.holdfast.gateway.metrics.Metrics;
import dev.holdfast.gateway.models.ModelParts;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Ledger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// What the gateway is put together from.
///
/// @param listen where to listen; port zero takes any that is free
/// @param metrics made first, and given to everybody who counts
/// @param heartbeat when the timekeeper last looked for what is due
/// @param watch what is known of the clocks
/// @param secrets reveals what signs the messages that channels bring in
/// @param models asks models for those who call
/// @param workspace the current version of the workspace
public record GatewayParts(
    Listen listen,
    Desk desk,
    Ledger ledger,
    Bulletin bulletin,
    Versions<Policy> policy,
    Supplier<Workspace> workspace,
    InstantSource clock,
    Metrics metrics,
    Secrets secrets,
    Supplier<Instant> heartbeat,
    ClockWatch watch,
    ModelParts models) {

  /// Without anybody else to count, without a timekeeper, and without secrets: channels take
  /// nothing in.
  public GatewayParts(
      Listen listen,
      Desk desk,
      Ledger ledger,
      Bulletin bulletin,
      Versions<Policy> policy,
      Supplier<Workspace> workspace,
      InstantSource clock) {
    this(
        listen,
        desk,
        ledger,
        bulletin,
        policy,
        workspace,
        clock,
        new Metrics(),
        _ -> Optional.empty(),
        clock::instant,
        ClockWatch.none(),
        ModelParts.NONE);
  }

  /// An address to listen on.
  public record Listen(String host, int port) {}
}
