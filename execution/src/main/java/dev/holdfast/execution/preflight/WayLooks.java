package dev.holdfast.execution.preflight;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.channel.ChannelState;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.core.scheduling.Deliver;
import dev.holdfast.core.scheduling.JobSpec;
import dev.holdfast.execution.probe.Probed;
import dev.holdfast.ledger.Codec;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Looks at the ways out of a job: where its output goes, and who is told when it stops.
final class WayLooks {
  private static final Codec CODEC = new Codec();

  private final JobSpec spec;
  private final Sight sight;

  WayLooks(JobSpec spec, Sight sight) {
    this.spec = spec;
    this.sight = sight;
  }

  Probed destination(Duration atMost) throws InterruptedException {
    return switch (spec.deliver()) {
      case Deliver.None() -> new Probed.Passed("nothing leaves");
      case Deliver.Path(var channel, var category, _, _) ->
          channel(channel, kind(category), atMost);
    };
  }

  Probed escalation(Duration atMost) throws InterruptedException {
    var channel = spec.breaker().escalate();
    return channel.isEmpty()
        ? new Probed.Failed(
            "nobody is told when the job stops", "Name a channel in breaker.escalate of the job.")
        : channel(channel, MessageKind.ALERT, atMost);
  }

  private static MessageKind kind(Deliver.Category category) {
    return switch (category) {
      case ALERT -> MessageKind.ALERT;
      case STATUS -> MessageKind.STATUS;
      case REPORT -> MessageKind.REPORT;
      case SUMMARY -> MessageKind.SUMMARY;
    };
  }

  private Probed channel(String name, MessageKind kind, Duration atMost)
      throws InterruptedException {
    var obstacle = obstacle(name, kind);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    return switch (sight.channels().of(name).probe(atMost)) {
      case Probed.Passed(var evidence) -> new Probed.Passed("channel '" + name + "': " + evidence);
      case Probed.Failed(var evidence, var nextAction) ->
          new Probed.Failed("channel '" + name + "': " + evidence, nextAction);
    };
  }

  /// Why nothing may leave by this channel, however reachable its receiver is.
  private Optional<Probed> obstacle(String name, MessageKind kind) {
    var channels = sight.workspace().get().policy().delivery().channels();
    var terms = channels.get(name);
    if (terms == null) {
      return failed(
          "the workspace has no channel '%s'; it has %s"
              .formatted(name, new TreeSet<>(channels.keySet())),
          "Write the channel into holdfast.yaml under 'channels', or name another in the job.");
    }
    if (!terms.accepts().contains(kind)) {
      var word = kind.name().toLowerCase(Locale.ROOT);
      return failed(
          "channel '%s' does not accept %s".formatted(name, word),
          "Add '%s' to 'accepts' of the channel, or name another in the job.".formatted(word));
    }
    return disabled(name);
  }

  private Optional<Probed> disabled(String name) {
    var row = sight.reader().row(StreamId.named(Kind.CHANNEL, name));
    return row.isPresent()
            && CODEC.decode(row.get().state()) instanceof ChannelState.Disabled(_, var why)
        ? failed(
            "channel '%s' is disabled: %s".formatted(name, why.cause()),
            "Open it again when its receiver is back: holdfast channels enable " + name + ".")
        : Optional.empty();
  }

  private static Optional<Probed> failed(String evidence, String nextAction) {
    return Optional.of(new Probed.Failed(evidence, nextAction));
  }
}
