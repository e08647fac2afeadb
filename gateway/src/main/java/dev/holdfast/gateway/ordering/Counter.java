package dev.holdfast.gateway.ordering;

import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.ledger.Answer;
import dev.holdfast.ledger.Change;
import dev.holdfast.ledger.Changed;
import dev.holdfast.ledger.CommandKey;
import dev.holdfast.ledger.Desk;
import dev.holdfast.ledger.Outcome;
import dev.holdfast.ledger.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings orders to the desk and words its answers.
public final class Counter {
  /// The most items of one batch.
  public static final int BATCH_MAX = 500;

  private final Desk desk;
  private final Quotas quotas;

  public Counter(Desk desk, Quotas quotas) {
    this.desk = desk;
    this.quotas = quotas;
  }

  public Desk desk() {
    return desk;
  }

  /// What became of one order.
  public sealed interface Result {
    /// @param changes empty when nothing was left to do
    record Done(List<Change> changes, Time time) implements Result {}

    record Refused(Refusal refusal) implements Result {}
  }

  /// When an answer was first given.
  public enum Time {
    NOW,
    BEFORE
  }

  /// Words what was entered. The same changes give the same answer.
  @FunctionalInterface
  public interface Rendering {
    Reply of(List<Change> changes) throws InterruptedException;
  }

  /// Submits one order under the call's idempotency key, if it has one.
  public Reply submit(Call call, Order order, Rendering rendering) throws InterruptedException {
    return switch (Idempotency.of(call)) {
      case Idempotency.Invalid() -> Reply.refused(Problems.badKey());
      case Idempotency.Unkeyed() -> worded(bring(call, order, CommandKey.NONE), rendering);
      case Idempotency.Keyed keyed -> worded(bring(call, order, keyed.whole()), rendering);
    };
  }

  /// Words what became of an order.
  public Reply worded(Result result, Rendering rendering) throws InterruptedException {
    return quotas.told(plainly(result, rendering), List.of(result));
  }

  /// An answer to many orders, with what there is to say of the lanes that they go to.
  public Reply told(Reply reply, List<Result> results) {
    return quotas.told(reply, results);
  }

  private static Reply plainly(Result result, Rendering rendering) throws InterruptedException {
    return switch (result) {
      case Result.Refused(var refusal) -> Reply.refused(Problem.of(refusal));
      case Result.Done(var changes, var time) ->
          time == Time.NOW
              ? rendering.of(changes)
              : rendering.of(changes).with("Idempotency-Replayed", "true");
    };
  }

  /// Submits one order under a key of another's making.
  public Result bring(Call call, Order order, CommandKey key) throws InterruptedException {
    return result(desk.submit(new Submission.Given(call.origin(), List.of(order), key)));
  }

  /// Submits many orders at once, each for itself; the results are in the same order. Empty when
  /// the call's idempotency key is not one.
  public Optional<List<Result>> bringAll(Call call, List<Numbered> orders)
      throws InterruptedException {
    var idempotency = Idempotency.of(call);
    if (idempotency instanceof Idempotency.Invalid) {
      return Optional.empty();
    }
    var submissions = new ArrayList<Submission>(orders.size());
    for (var numbered : orders) {
      var key =
          idempotency instanceof Idempotency.Keyed keyed
              ? keyed.item(numbered.number())
              : CommandKey.NONE;
      submissions.add(new Submission.Given(call.origin(), List.of(numbered.order()), key));
    }
    return Optional.of(desk.submit(submissions).stream().map(Counter::result).toList());
  }

  /// An order and its place in a batch.
  public record Numbered(int number, Order order) {}

  private static Result result(Answer answer) {
    return switch (answer) {
      case Answer.Refused(var refusal) -> new Result.Refused(refusal);
      case Answer.Replayed(_, var changes) -> new Result.Done(changes, Time.BEFORE);
      case Answer.Entered(_, var outcomes) ->
          switch (outcomes.getFirst()) {
            case Outcome.Refused(var refusal) -> new Result.Refused(refusal);
            case Outcome.Done(var changed) ->
                new Result.Done(changed.stream().map(Changed::change).toList(), Time.NOW);
          };
    };
  }
}
