package dev.holdfast.execution.agents;

import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.config.AgentSpec;
import dev.holdfast.core.config.ProviderSpec;
import dev.holdfast.core.config.Secret;
import dev.holdfast.core.config.ServerSpec;
import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.delegation.TaskEvent;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.execution.PlainDesk;
import dev.holdfast.execution.Settings;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.egress.Egress;
import dev.holdfast.execution.egress.Outbound;
import dev.holdfast.execution.egress.Resolver;
import dev.holdfast.execution.lanes.Lanes;
import dev.holdfast.execution.lanes.Tempo;
import dev.holdfast.execution.lanes.Workplace;
import dev.holdfast.execution.models.Models;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.execution.secrets.Secrets;
import dev.holdfast.ledger.Checkpoints;
import dev.holdfast.ledger.Meter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The built-in loop at work: on lanes, between a desk that decides by the real rules and a peer
/// that says what it was told to. Its provider is `main`.
final class Rig implements Closeable {
  final ScriptedPeer peer = new ScriptedPeer();
  final PlainDesk desk;
  private final Lanes lanes;

  Rig(Settings settings, AgentSpec.Model spec) throws IOException {
    this.desk = new PlainDesk(settings);
    var secrets = new Secrets(Path.of("."), Map.of("KEY", "key-of-ours"), new Redaction());
    var doors =
        new Doors(
            desk,
            desk.reader(),
            desk.bulletin(),
            settings,
            new Outbound(new Egress(List.of("127.0.0.1:" + peer.port()), Resolver.SYSTEM)),
            Checkpoints.NONE,
            Meter.NONE);
    var models = new Models(() -> workspace(settings), secrets, doors, InstantSource.system());
    var agent = new ModelAgent(spec, models, secrets.redaction(), doors);
    this.lanes =
        Lanes.start(
            "node-1",
            new Workplace(
                desk,
                desk.reader(),
                desk.bulletin(),
                settings,
                _ -> agent,
                Meter.NONE,
                new Tempo(Duration.ofSeconds(30), Duration.ofMillis(50), Duration.ofMillis(50))));
  }

  private Workspace workspace(Settings settings) {
    return new Workspace(
        "acme",
        new ServerSpec("127.0.0.1", 0, "sqlite", Set.of(), "data"),
        List.of(),
        Map.of(),
        Map.of("main", new ProviderSpec.OpenAi(peer.url(), new Secret.Env("KEY"))),
        Map.of(),
        settings.now());
  }

  /// Waits until it is accepted.
  TaskState.Accepted accepted(StreamId task) throws InterruptedException {
    return (TaskState.Accepted)
        desk.await(
            task,
            state -> {
              desk.wake();
              return isEnded(state);
            });
  }

  private static boolean isEnded(State state) {
    return state instanceof TaskState.Accepted || state instanceof TaskState.Failed;
  }

  /// Waits until an attempt has failed, and says how the first did.
  Fault fault(StreamId task) throws InterruptedException {
    desk.await(task, _ -> !desk.events(TaskEvent.AttemptFailed.class).isEmpty());
    return desk.events(TaskEvent.AttemptFailed.class).getFirst().fault();
  }

  @Override
  public void close() {
    try {
      lanes.stop(Duration.ZERO);
      peer.close();
    } catch (InterruptedException cut) {
      throw new IllegalStateException("cut while stopping", cut);
    } catch (IOException unclosed) {
      throw new UncheckedIOException(unclosed);
    }
  }
}
