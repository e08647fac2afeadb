package dev.holdfast.execution;

import dev.holdfast.core.Command;
import dev.holdfast.core.Decision;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Event;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.State;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.Terms;
import dev.holdfast.core.models.viability.ViabilityCommand;
import dev.holdfast.core.path.Path;
import dev.holdfast.core.path.Rulebook;
import dev.holdfast.core.scheduling.JobCommand;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Entry;
import dev.holdfast.ledger.Leaf;
import dev.holdfast.ledger.MemoryLedger;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Page;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Submission;
import dev.holdfast.ledger.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Decides by the real rules, in memory, one order after the other in the caller's thread. It can
/// be closed for a while, and it keeps every order and event.
public final class PlainDesk implements Desk {
  private static final Diagnostic CLOSED =
      new Diagnostic("desk-closed", "The test closed it.", "Nothing is decided.", "Open it.");

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Codec codec = new Codec();
  private final Rulebook rules = new Rulebook();
  private final MemoryLedger ledger;
  private final Bulletin bulletin = new Bulletin();
  private final Versions<Policy> versions;
  private final List<Order> orders = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final Semaphore refusals = new Semaphore(0);
  private boolean closed = false;
  private long sequence = 0;

  public PlainDesk(Versions<Policy> versions) {
    this(versions, InstantSource.system());
  }

  /// Whose clock is somebody else's to set.
  public PlainDesk(Versions<Policy> versions, InstantSource clock) {
    this.versions = versions;
    this.ledger = new MemoryLedger(clock);
  }

  public Bulletin bulletin() {
    return bulletin;
  }

  public Reader reader() {
    return ledger.reader();
  }

  public Versions<Policy> versions() {
    return versions;
  }

  public synchronized void close() {
    closed = true;
  }

  /// Waits until something other than a claim was refused.
  public boolean awaitRefusal() throws InterruptedException {
    return refusals.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  public synchronized void open() {
    closed = false;
  }

  /// Every order that was brought, in order.
  public synchronized List<Order> orders() {
    return List.copyOf(orders);
  }

  public synchronized <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public State state(StreamId id) {
    return reader()
        .row(id)
        .map(row -> codec.decode(row.state()))
        .orElseGet(() -> rules.initial(id.kind()));
  }

  /// Waits until a stream is as wanted, and gives its state.
  public State await(StreamId id, Predicate<State> wanted) throws InterruptedException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var bell = bulletin.changes(id);
      long seen = bell.rings();
      var state = state(id);
      if (wanted.test(state)) {
        return state;
      }
      if (System.nanoTime() > giveUp) {
        throw new AssertionError(id + " stayed " + state);
      }
      bell.await(seen, LOOK);
    }
  }

  public StreamId offer(String contract, String input) {
    var task = new StreamId(Kind.TASK, nextKey());
    var assignment =
        new Assignment(new Terms.Named(contract, 1), 0, 0, new Json(input), 0, "ada", "c-" + task);
    order(task, new TaskCommand.Offer(assignment, ""));
    return task;
  }

  public Answer order(StreamId to, Command command) {
    return submit(Submission.of(new Origin("test", ""), new Order(to, command)));
  }

  /// What is due happens.
  public Answer wake() {
    return submit(new Submission.Wake(Origin.TIME, 100));
  }

  @Override
  public synchronized Answer submit(Submission submission) {
    if (closed) {
      if (submission instanceof Submission.Given) {
        refusals.release();
      }
      return new Answer.Refused(Refusal.of(Refusal.Reason.UNAVAILABLE, CLOSED));
    }
    return switch (submission) {
      case Submission.Given(_, var given, _) -> new Answer.Entered(1, all(given));
      case Submission.Claim(_, var claimant, var max) ->
          new Answer.Entered(1, claim(claimant, max));
      case Submission.Wake(_, var max) -> new Answer.Entered(1, wake(max));
    };
  }

  @Override
  public List<Answer> submit(List<Submission> submissions) {
    return submissions.stream().map(this::submit).toList();
  }

  @Override
  public long nextKey() {
    return ledger.reserve(1);
  }

  @Override
  public long nextNumber() {
    return ledger.reserveNumbers(1);
  }

  @Override
  public synchronized Intake intake() {
    return closed ? new Intake.Closed(CLOSED) : new Intake.Open();
  }

  private List<Outcome> all(List<Order> given) {
    return given.stream().map(this::carryOut).toList();
  }

  private List<Outcome> claim(Submission.Claimant claimant, int max) {
    try (var page = ledger.open()) {
      int free = claimant.kind() == Kind.TASK ? free(page, claimant.lane()) : max;
      var lease =
          claimant.kind() == Kind.TASK
              ? new TaskCommand.Lease(claimant.holder(), claimant.lease())
              : new JobCommand.Check(claimant.holder(), claimant.lease());
      return all(
          page
              .ready(
                  claimant.kind(),
                  claimant.lane(),
                  claimant.hands(),
                  Math.max(0, Math.min(free, max)))
              .stream()
              .map(id -> new Order(id, lease))
              .toList());
    }
  }

  private int free(Page page, String name) {
    var lane = versions.now().delegation().lanes().get(name);
    return lane == null ? 0 : lane.concurrency() - page.leased(Kind.TASK, name);
  }

  private List<Outcome> wake(int max) {
    try (var page = ledger.open()) {
      return all(page.due(max).stream().flatMap(id -> woken(id).stream()).toList());
    }
  }

  private static Optional<Order> woken(StreamId id) {
    return switch (id.kind()) {
      case TASK -> Optional.of(new Order(id, new TaskCommand.Wake()));
      case MODEL -> Optional.of(new Order(id, new ViabilityCommand.Wake()));
      case REQUEST,
          SESSION,
          RUN,
          DELIVERY,
          EFFECT,
          CHANNEL,
          TOKEN,
          JOB,
          TOPIC,
          INSTANT,
          COOLDOWN,
          BUDGET ->
          Optional.empty();
    };
  }

  private Outcome carryOut(Order first) {
    orders.add(first);
    var states = new LinkedHashMap<StreamId, State>();
    var made = new LinkedHashMap<StreamId, List<Event>>();
    var waiting = new ArrayDeque<Order>(List.of(first));
    Instant now;
    try (var page = ledger.open()) {
      now = page.now();
    }
    while (!waiting.isEmpty()) {
      var order = waiting.poll();
      var before = states.computeIfAbsent(order.to(), this::state);
      switch (rules.decide(order.to(), before, order.command(), versions, now)) {
        case Decision.Refuse<? extends Event>(var refusal) -> {
          return new Outcome.Refused(refusal);
        }
        case Decision.Accept<? extends Event>(var decided) -> {
          for (Event event : decided) {
            var after = rules.evolve(order.to().kind(), states.get(order.to()), event);
            var step = new Path.Step(order.to(), states.get(order.to()), event, after);
            states.put(order.to(), after);
            made.computeIfAbsent(order.to(), _ -> new ArrayList<>()).add(event);
            waiting.addAll(new Path(versions).follow(step, now));
          }
        }
      }
    }
    return new Outcome.Done(enter(first, now, states, made));
  }

  private List<Changed> enter(
      Order order, Instant now, Map<StreamId, State> states, Map<StreamId, List<Event>> made) {
    long entry = ++sequence;
    var written = new ArrayList<Written>();
    var changes = new ArrayList<Changed>();
    made.forEach((id, done) -> {
      long version = reader().row(id).map(row -> row.version()).orElse(0L);
      var state = states.get(id);
      written.add(
          new Written(
              id, version, version + 1, entry, rules.standing(id, state), codec.encode(state)));
      changes.add(new Changed(new Change(id, version + 1, 0, List.copyOf(done)), state));
      events.addAll(done);
    });
    try (var page = ledger.open()) {
      var done =
          new Entry(
              entry,
              now,
              Origin.TIME,
              1,
              List.of(order),
              changes.stream().map(Changed::change).toList());
      page.commit(new Leaf(List.of(codec.seal(done, "")), written, List.of()));
    }
    bulletin.post(changes);
    for (var one : written) {
      one.standing().queue().ifPresent(queue -> bulletin.ready(one.id().kind(), queue.lane()));
    }
    return changes;
  }
}
