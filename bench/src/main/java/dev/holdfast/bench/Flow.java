package dev.holdfast.bench;

import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Output;
import dev.holdfast.core.Standing.Hands;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delivery.DeliveryCommand;
import dev.holdfast.core.delivery.DeliveryState;
import dev.holdfast.core.delivery.Sent;
import dev.holdfast.core.routing.Inbound;
import dev.holdfast.core.routing.RequestCommand;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Origin;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What clients, workers and couriers bring to one node's desk, one call each.
final class Flow {
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Json ATTACHMENTS = new Json("[]");
  static final String ANSWER =
      "{\"text\":\"Your parcel is on its way and arrives tomorrow.\",\"score\":87}";
  private static final Output OUTPUT = output(ANSWER);
  private static final Output NOTHING = output("null");

  private final Rig rig;

  Flow(Rig rig) {
    this.rig = rig;
  }

  private static Output output(String text) {
    return new Output(new Json(text), Codec.hash(text));
  }

  static String actor(int number) {
    return "customer-" + number;
  }

  static String question(int number) {
    return "Where is my parcel, order number " + number + "? It was due yesterday.";
  }

  /// Brings one request, with an idempotency key as over HTTP, and waits for its commit.
  void ask(int number, int actors) throws InterruptedException {
    var id = new StreamId(Kind.REQUEST, rig.desk().nextKey());
    var actor = actor(number % actors);
    var inbound =
        new Inbound(actor, Terms.CHANNEL, "", question(number), Json.NULL, "", ATTACHMENTS);
    var key = new CommandKey(Codec.hash("bench/" + id), Codec.hash(inbound.text()));
    var order = new Order(id, new RequestCommand.Accept(inbound));
    done(
        rig.desk().submit(new Submission.Given(new Origin(actor, id.text()), List.of(order), key)));
  }

  /// Brings bare tasks in one submission: no request, no session, nothing to deliver.
  void offer(int tasks) throws InterruptedException {
    var orders = new ArrayList<Order>(tasks);
    for (int i = 0; i < tasks; i++) {
      var id = new StreamId(Kind.TASK, rig.desk().nextKey());
      var terms = new dev.holdfast.core.delegation.Terms.Named(Terms.BARE, 1);
      var assignment = new Assignment(terms, 0, 0, Json.EMPTY, 0, "bench", id.text());
      orders.add(new Order(id, new TaskCommand.Offer(assignment, "")));
    }
    done(rig.desk().submit(new Submission.Given(origin("offer"), orders, CommandKey.NONE)));
  }

  /// Leases up to `max` tasks; waits a moment if there are none.
  List<Changed> claimTasks(int max) throws InterruptedException {
    return claim(Kind.TASK, Terms.LANE, Hands.WORKER, max);
  }

  List<Changed> claimDeliveries(int max) throws InterruptedException {
    return claim(Kind.DELIVERY, Terms.CHANNEL, Hands.NODE, max);
  }

  private List<Changed> claim(Kind kind, String lane, Hands hands, int max)
      throws InterruptedException {
    var bell = rig.bulletin().lane(kind, lane);
    long seen = bell.rings();
    var claimant = new Submission.Claimant(kind, lane, hands, "bench", LEASE);
    var claimed = done(rig.desk().submit(new Submission.Claim(origin("claim"), claimant, max)));
    if (claimed.isEmpty()) {
      bell.await(seen, LOOK_AGAIN);
    }
    return claimed;
  }

  /// Each result by itself, as workers bring them.
  void complete(List<Changed> leased) throws InterruptedException {
    each(leased.stream().map(task -> completion(task, OUTPUT)).toList());
  }

  /// All results of bare tasks at once, as a worker with batches brings them.
  void completeAtOnce(List<Changed> leased) throws InterruptedException {
    var orders = leased.stream().map(task -> completion(task, NOTHING)).toList();
    done(rig.desk().submit(new Submission.Given(origin("complete"), orders, CommandKey.NONE)));
  }

  private static Order completion(Changed changed, Output output) {
    var leased = (TaskState.Leased) changed.state();
    var command = new TaskCommand.Complete(leased.lease().fence(), output, List.of());
    return new Order(changed.change().id(), command);
  }

  /// The null sink took each message.
  void report(List<Changed> sending) throws InterruptedException {
    each(
        sending.stream()
            .map(changed -> {
              var fence = ((DeliveryState.Sending) changed.state()).lease().fence();
              var sent = new Sent.Receipt("null sink");
              return new Order(changed.change().id(), new DeliveryCommand.Report(fence, sent));
            })
            .toList());
  }

  private void each(List<Order> orders) throws InterruptedException {
    var submissions = new ArrayList<Submission>(orders.size());
    for (var order : orders) {
      submissions.add(Submission.of(origin(order.to().text()), order));
    }
    rig.desk().submit(submissions).forEach(Flow::done);
  }

  private static Origin origin(String correlation) {
    return new Origin("bench", correlation);
  }

  /// The ordered streams as they became.
  ///
  /// @throws IllegalStateException when anything was refused
  static List<Changed> done(Answer answer) {
    return switch (answer) {
      case Answer.Entered(_, var outcomes) -> outcomes.stream().map(Flow::first).toList();
      case Answer.Replayed _ -> throw new IllegalStateException("replayed: " + answer);
      case Answer.Refused _ -> throw new IllegalStateException("refused: " + answer);
    };
  }

  private static Changed first(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var changes) when !changes.isEmpty() -> changes.getFirst();
      case Outcome.Done _ -> throw new IllegalStateException("nothing was done");
      case Outcome.Refused _ -> throw new IllegalStateException("refused: " + outcome);
    };
  }
}
