package dev.holdfast.execution.preflight;

import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.ModelId;
import dev.holdfast.core.models.viability.Report;
import dev.holdfast.execution.probe.Probes;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Reader;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/// Whatever an inspection can see.
///
/// @param workspace as it is now
/// @param agents the probes of the workspace's agents
/// @param channels the probes of the workspace's channels
/// @param found what examinations have found of a model that counts now
public record Sight(
    Supplier<Workspace> workspace,
    Reader reader,
    Secrets secrets,
    Probes agents,
    Probes channels,
    Function<ModelId, Report> found,
    InstantSource time) {}
