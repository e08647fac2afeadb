package dev.holdfast.execution.preflight;

import dev.holdfast.core.Kind;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.delegation.Contract;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.Idle;
import dev.holdfast.core.scheduling.Job;
import dev.holdfast.core.scheduling.Phase;
import dev.holdfast.core.session.SessionScope;
import dev.holdfast.core.session.SessionState;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.SealedEntry;
import java.time.Instant;
import java.util.Optional;

/// Looks whether anybody listens to a job that asks models: automation that nobody reads spends
/// money for nothing, and nobody sees it.
final class ListenerLook {
  private static final Codec CODEC = new Codec();
  private static final int PAGE = 200;

  /// The most sessions that are looked through for the channel's latest.
  private static final int SESSIONS_MAX = 5_000;

  private final Job job;
  private final Sight sight;

  ListenerLook(Job job, Sight sight) {
    this.job = job;
    this.sight = sight;
  }

  Probed listener() {
    var idle = sight.workspace().get().policy().scheduling().idle();
    if (!idle.concerns(job.spec().id())) {
      return new Probed.Passed("nobody needs to listen");
    }
    if (!asksModels()) {
      return new Probed.Passed("it asks no model");
    }
    if (job.phase() instanceof Phase.Enabling) {
      return new Probed.Passed("somebody has just asked for it");
    }
    return listener(idle);
  }

  private Probed listener(Idle idle) {
    var now = sight.time().instant();
    if (!idle.isOver(job.touched(), now)) {
      return new Probed.Passed("somebody touched it at " + job.touched());
    }
    var channel =
        switch (job.spec().deliver()) {
          case Deliver.None() -> "";
          case Deliver.Path(var to, _, _, _) -> to;
        };
    var heard = channel.isEmpty() ? Instant.EPOCH : heard(channel, now.minus(idle.after()));
    return idle.isOver(heard, now)
        ? silent(idle, channel)
        : new Probed.Passed("somebody wrote on channel '%s' at %s".formatted(channel, heard));
  }

  private Probed silent(Idle idle, String channel) {
    var nor = channel.isEmpty() ? "" : ", nor written on channel '" + channel + "'";
    return new Probed.Failed(
        "nobody has touched it since %s%s, for %d hours or more"
            .formatted(job.touched(), nor, idle.after().toHours()),
        "If it is still wanted: holdfast jobs enable %s. If it may go on unheard, name it in"
                .formatted(job.spec().id())
            + " models.idle.except.");
  }

  /// Its agent is a model, or may hand work to others.
  private boolean asksModels() {
    var workspace = sight.workspace().get();
    return Optional.ofNullable(
            workspace.policy().delegation().contracts().get(job.spec().work().contract()))
        .filter(contract ->
            workspace.agents().get(contract.agent()) instanceof AgentSpec.Model
                || delegates(contract))
        .isPresent();
  }

  private static boolean delegates(Contract contract) {
    return contract.allow().stream()
        .anyMatch(tool -> tool.startsWith("delegate.") || tool.equals("*"));
  }

  /// When somebody last wrote on the channel, as its sessions say; long ago where that was before.
  private Instant heard(String channel, Instant since) {
    long before = Long.MAX_VALUE;
    for (int looked = 0; looked < SESSIONS_MAX; looked += PAGE) {
      var rows = sight.reader().list(new Reader.Query(Kind.SESSION, "", 0, before, PAGE));
      for (var row : rows) {
        if (isOf(row, channel)) {
          return at(row);
        }
      }
      if (rows.size() < PAGE || at(rows.getLast()).isBefore(since)) {
        return Instant.EPOCH;
      }
      before = rows.getLast().entry();
    }
    return Instant.EPOCH;
  }

  private static boolean isOf(Row row, String channel) {
    return switch ((SessionState) CODEC.decode(row.state())) {
      case SessionState.New() -> false;
      case SessionState.Idle(var identity, _, _) -> SessionScope.isOf(identity, channel);
      case SessionState.Busy(var identity, _, _, _, _) -> SessionScope.isOf(identity, channel);
    };
  }

  private Instant at(Row row) {
    return sight.reader().entry(row.entry()).map(SealedEntry::at).orElse(Instant.EPOCH);
  }
}
