package dev.holdfast.execution.courier;

import dev.holdfast.core.Decision;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.channel.ChannelState;
import dev.holdfast.core.delivery.Deliveries;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryPolicy;
import dev.holdfast.core.delivery.DeliveryRules;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Message;
import dev.holdfast.core.delivery.MessageKind;
import dev.holdfast.execution.channels.Dispatches;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Bulletin;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Reader;
import dev.holdfast.ledger.Row;
import dev.holdfast.ledger.SealedEntry;
import dev.holdfast.ledger.SpendQuery;
import dev.holdfast.ledger.SpendRow;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A desk that keeps deliveries and channels in one map and decides with the real rules of
/// deliveries. It remembers what it was brought, and can be told to refuse.
final class OneTableDesk implements Desk, Reader {
  private static final DeliveryRules RULES = new DeliveryRules();
  private static final DeliveryPolicy POLICY =
      new DeliveryPolicy(
          Map.of(
              "support", terms(DeliveryPolicy.Doubt.HOLD),
              "ops", terms(DeliveryPolicy.Doubt.RETRY)));

  private final Map<StreamId, DeliveryState> deliveries = new LinkedHashMap<>();
  private final Map<StreamId, ChannelState> channels = new LinkedHashMap<>();
  private final List<List<Submission>> brought = new ArrayList<>();
  private final Bulletin bulletin = new Bulletin();
  private boolean closed = false;

  private static DeliveryPolicy.ChannelTerms terms(DeliveryPolicy.Doubt doubt) {
    return new DeliveryPolicy.ChannelTerms(
        EnumSet.allOf(MessageKind.class),
        doubt,
        3,
        Duration.ofHours(1),
        Duration.ofMillis(1),
        Duration.ofMillis(1));
  }

  Bulletin bulletin() {
    return bulletin;
  }

  synchronized StreamId intend(long key, Message message) {
    var id = new StreamId(Kind.DELIVERY, key);
    deliveries.put(id, new DeliveryState.Ready(message, 0, 0));
    bulletin.ready(Kind.DELIVERY, message.channel());
    return id;
  }

  synchronized void channel(String name, ChannelState state) {
    channels.put(StreamId.named(Kind.CHANNEL, name), state);
    bulletin.ready(Kind.DELIVERY, name);
  }

  /// Refuses whatever is brought from now on, as a desk that cannot write.
  synchronized void close(boolean now) {
    closed = now;
    notifyAll();
  }

  /// Waits until all deliveries are in a situation.
  synchronized void await(Predicate<DeliveryState> situation) throws InterruptedException {
    while (!deliveries.values().stream().allMatch(situation)) {
      wait();
    }
  }

  /// Waits until it has been brought something this many times.
  synchronized void awaitBrought(int times) throws InterruptedException {
    while (brought.size() < times) {
      wait();
    }
  }

  synchronized List<Submission> brought() {
    return brought.stream().flatMap(List::stream).toList();
  }

  synchronized List<Integer> batches(Predicate<Submission> of) {
    return brought.stream()
        .map(batch -> (int) batch.stream().filter(of).count())
        .filter(size -> size > 0)
        .toList();
  }

  synchronized DeliveryState state(StreamId id) {
    return deliveries.getOrDefault(id, new DeliveryState.New());
  }

  @Override
  public Answer submit(Submission submission) {
    return submit(List.of(submission)).getFirst();
  }

  @Override
  public synchronized List<Answer> submit(List<Submission> submissions) {
    brought.add(submissions);
    var answers = submissions.stream().map(this::answer).toList();
    notifyAll();
    return answers;
  }

  private Answer answer(Submission submission) {
    if (closed) {
      return new Answer.Refused(
          Refusal.of(
              Refusal.Reason.UNAVAILABLE,
              new Diagnostic("disk-full", "No room.", "Nothing is taken in.", "Make room.")));
    }
    return switch (submission) {
      case Submission.Given(_, var orders, _) ->
          new Answer.Entered(1, orders.stream().map(this::decide).toList());
      case Submission.Claim(_, var claimant, int max) -> {
        var ready =
            deliveries.entrySet().stream()
                .filter(entry ->
                    entry.getValue() instanceof DeliveryState.Ready waiting
                        && waiting.message().channel().equals(claimant.lane()))
                .limit(max)
                .map(Map.Entry::getKey)
                .toList();
        var attempt = new DeliveryCommand.Attempt(claimant.holder(), claimant.lease());
        yield new Answer.Entered(
            1, ready.stream().map(id -> decide(new Order(id, attempt))).toList());
      }
      case Submission.Wake _ -> throw new IllegalArgumentException("couriers wake nobody");
    };
  }

  private Outcome decide(Order order) {
    var state = state(order.to());
    var command = (DeliveryCommand) order.command();
    return switch (RULES.decide(order.to(), state, command, new One(), Dispatches.NOW)) {
      case Decision.Refuse(var refusal) -> new Outcome.Refused(refusal);
      case Decision.Accept(var events) -> {
        for (var event : events) {
          state = RULES.evolve(state, event);
        }
        // A rest is over at once here: the timekeeper is not what these tests are about.
        var kept =
            state instanceof DeliveryState.Resting resting
                ? new DeliveryState.Ready(Deliveries.message(resting), resting.attempts(), 0)
                : state;
        deliveries.put(order.to(), kept);
        if (kept instanceof DeliveryState.Ready ready) {
          bulletin.ready(Kind.DELIVERY, ready.message().channel());
        }
        yield new Outcome.Done(
            List.of(new Changed(new Change(order.to(), 1, 0, List.copyOf(events)), state)));
      }
    };
  }

  @Override
  public synchronized Optional<Row> row(StreamId id) {
    return Optional.ofNullable(channels.get(id))
        .map(state -> new Row(id, 1, 1, new Codec().encode(state)));
  }

  @Override
  public long nextKey() {
    throw new UnsupportedOperationException("couriers begin no stream");
  }

  @Override
  public long nextNumber() {
    throw new UnsupportedOperationException("couriers save no job");
  }

  @Override
  public synchronized Intake intake() {
    return new Intake.Open();
  }

  @Override
  public List<Row> rows(Collection<StreamId> ids) {
    throw unasked();
  }

  @Override
  public List<Row> named(Named query) {
    throw unasked();
  }

  @Override
  public Map<StreamId, List<Mark>> marks(Collection<StreamId> jobs, int each) {
    throw unasked();
  }

  @Override
  public List<Row> list(Query query) {
    throw unasked();
  }

  @Override
  public Map<String, Long> counts(Kind kind) {
    throw unasked();
  }

  @Override
  public Map<Kind, Map<String, Long>> weights(Set<Kind> kinds) {
    throw unasked();
  }

  @Override
  public long waiting(Kind kind, String lane) {
    throw unasked();
  }

  @Override
  public Map<String, Queued> queues(Kind kind) {
    throw unasked();
  }

  @Override
  public Optional<SealedEntry> entry(long id) {
    throw unasked();
  }

  @Override
  public List<SealedEntry> entries(long after, int limit) {
    throw unasked();
  }

  @Override
  public List<Integer> desks() {
    throw unasked();
  }

  @Override
  public Optional<Instant> earliestDue(Kind kind) {
    throw unasked();
  }

  @Override
  public List<SpendRow> spend(SpendQuery query) {
    return List.of();
  }

  @Override
  public Receipts receipts() {
    return new Receipts(0, 0);
  }

  @Override
  public long breaches(Law law) {
    throw unasked();
  }

  private static UnsupportedOperationException unasked() {
    return new UnsupportedOperationException("couriers do not ask this");
  }

  private record One() implements Versions<DeliveryPolicy> {
    @Override
    public int current() {
      return 1;
    }

    @Override
    public DeliveryPolicy at(int version) {
      return POLICY;
    }
  }
}
