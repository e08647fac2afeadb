package dev.holdfast.server.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.control.desk.Alarm;
import dev.holdfast.control.desk.ClockWatch;
import dev.holdfast.control.desk.LedgerDesk;
import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.jobs.DeclaredJobs;
import dev.holdfast.control.replay.Replay;
import dev.holdfast.control.workspace.WorkspaceFile;
import dev.holdfast.control.workspace.WorkspaceReading;
import dev.holdfast.control.workspace.WorkspaceVersions;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.core.scheduling.JobState;
import dev.holdfast.core.scheduling.Preflight;
import dev.holdfast.gateway.Gateway;
import dev.holdfast.gateway.GatewayParts;
import dev.holdfast.gateway.access.Tokens;
import dev.holdfast.gateway.metrics.Metrics;
import dev.holdfast.gateway.models.ModelParts;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Submission;
import dev.holdfast.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A server's control plane on a real store, behind its real API, whose clock is set by hand.
/// Nobody wakes what is due, works, looks or delivers but the test.
final class Stage implements AutoCloseable {
  private static final int AT_ONCE = 500;
  private static final int LOOKS_MAX = 2_000;
  private static final Origin NODE = new Origin("node", "stage");

  private final Home home;
  private final Hand clock;
  private final Bulletin bulletin = new Bulletin();
  private final Ledger ledger;
  private final WorkspaceVersions versions;
  private final LedgerDesk desk;
  private final Gateway gateway;

  /// The clock's hand.
  static final class Hand {
    private volatile Instant now;
    private volatile Instant lastLook;
    private volatile String token = "";

    Hand(Instant now) {
      this.now = now;
      this.lastLook = now;
    }
  }

  private Stage(Home home, Hand clock) {
    this.home = home;
    this.clock = clock;
    this.ledger = Stores.open(new Stores.Opening("sqlite", home.data(), () -> clock.now, _ -> {}));
    var file = new WorkspaceFile(new CelExpressions());
    this.versions = new WorkspaceVersions(ledger.archive(), file);
    versions.activate(read(file, home), "stage", "start");
    this.desk = new LedgerDesk(ledger, versions, bulletin, new Alarm()).start();
    this.gateway =
        Gateway.start(
            new GatewayParts(
                new GatewayParts.Listen("127.0.0.1", 0),
                desk,
                ledger,
                bulletin,
                versions,
                () -> versions.workspace(versions.current()),
                () -> clock.now,
                new Metrics(),
                _ -> Optional.empty(),
                () -> clock.lastLook,
                ClockWatch.none(),
                ModelParts.NONE));
    calmly(() -> {
      new Tokens(desk, ledger.reader())
          .firstAdmin(_ -> {})
          .ifPresent(secret -> clock.token = secret);
      new DeclaredJobs(desk, ledger.reader()).apply(versions);
      return true;
    });
  }

  static Stage open(Home home, Instant now) {
    return new Stage(home, new Hand(now));
  }

  /// Stops everything, and starts again on what is stored.
  Stage restarted() {
    end();
    return new Stage(home, clock);
  }

  /// The same, some time later.
  Stage restartedAfter(Duration time) {
    end();
    clock.now = clock.now.plus(time);
    return new Stage(home, clock);
  }

  private static WorkspaceReading.Read read(WorkspaceFile file, Home home) {
    return switch (file.read(home.folder())) {
      case WorkspaceReading.Read read -> read;
      case WorkspaceReading.Refused(var findings) -> throw new AssertionError(findings);
    };
  }

  private interface Deed<T> {
    T done() throws InterruptedException;
  }

  private static <T> T calmly(Deed<T> deed) {
    try {
      return deed.done();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  Api api() {
    return new Api(gateway.address().getPort(), clock.token);
  }

  Reader reader() {
    return ledger.reader();
  }

  Instant now() {
    return clock.now;
  }

  /// Lets the clock go, or jump; nobody looks at it.
  void pass(Duration time) {
    clock.now = clock.now.plus(time);
  }

  /// Sets the clock, and wakes what is due then.
  void at(String time) {
    clock.now = Instant.parse(time);
    wake();
  }

  /// Wakes what is due until nothing is; returns how often that took a look.
  int wake() {
    for (int looks = 1; looks <= LOOKS_MAX; looks++) {
      if (look() == 0) {
        return looks;
      }
    }
    throw new AssertionError("something is due for ever");
  }

  private int look() {
    var answer = calmly(() -> desk.submit(new Submission.Wake(Origin.TIME, AT_ONCE)));
    clock.lastLook = clock.now;
    return switch (answer) {
      case Answer.Entered(_, var outcomes) -> outcomes.size();
      case Answer.Refused _, Answer.Replayed _ -> throw new AssertionError(answer);
    };
  }

  /// What a node does when a job is to be looked at.
  void preflight(String job, Preflight.Part... parts) {
    var stream = StreamId.named(Kind.JOB, job);
    tell(stream, new JobCommand.Check("node", Duration.ofMinutes(1)));
    var row = ledger.reader().row(stream).orElseThrow();
    var state = (JobState.Kept) new Codec().decode(row.state());
    if (state.job().preflight() instanceof Preflight.Checking(var lease, _, _, _)) {
      tell(stream, new JobCommand.Report(lease.fence(), List.of(parts)));
    }
  }

  void preflight(String job) {
    preflight(job, new Preflight.Part("destination", true, "seen", ""));
  }

  private void tell(StreamId stream, dev.holdfast.core.Command command) {
    calmly(() -> desk.submit(Submission.of(NODE, new Order(stream, command))));
  }

  /// Delivers what waits for a channel, with this end; returns how many there were.
  int deliver(String channel, Sent sent) {
    var claimant =
        new Submission.Claimant(
            Kind.DELIVERY, channel, Hands.NODE, "courier", Duration.ofSeconds(30));
    var answer = calmly(() -> desk.submit(new Submission.Claim(NODE, claimant, AT_ONCE)));
    var claimed =
        switch (answer) {
          case Answer.Entered(_, var outcomes) ->
              outcomes.stream()
                  .map(Outcome.Done.class::cast)
                  .map(done -> done.changes().getFirst())
                  .toList();
          case Answer.Refused _, Answer.Replayed _ -> List.<Changed>of();
        };
    for (var changed : claimed) {
      var fence = new Fence(((DeliveryState.Sending) changed.state()).attempts());
      tell(changed.change().id(), new DeliveryCommand.Report(fence, sent));
    }
    return claimed.size();
  }

  private void end() {
    calmly(() -> {
      gateway.stop(Duration.ofSeconds(1));
      desk.stop();
      ledger.close();
      return true;
    });
  }

  /// Whatever a test did: the books balance, and the record verifies.
  @Override
  public void close() {
    try (var api = api()) {
      api.assertBooksBalance();
      assertThat(new Replay(ledger.reader(), versions, _ -> {}).verify().findings()).isEmpty();
    } finally {
      end();
    }
  }
}
