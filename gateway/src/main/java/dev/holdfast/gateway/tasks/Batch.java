package dev.holdfast.gateway.tasks;

import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.ordering.Counter;
import dev.holdfast.ledger.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// The answers to a batch: one for each item, at the item's place.
final class Batch {
  private final List<Doc> answers;

  Batch(int size) {
    this.answers = new ArrayList<>(Collections.nCopies(size, new Doc()));
  }

  void refuse(int place, Problem problem) {
    answers.set(place, new Doc().number("status", problem.status()).doc("problem", problem.item()));
  }

  /// Submits what is good, and answers for all.
  Reply submit(
      Counter counter,
      Call call,
      List<Counter.Numbered> orders,
      Function<List<Change>, Doc> rendering)
      throws InterruptedException {
    var results = counter.bringAll(call, orders);
    if (results.isEmpty()) {
      return Reply.refused(Problems.badKey());
    }
    for (int i = 0; i < orders.size(); i++) {
      int place = orders.get(i).number();
      switch (results.get().get(i)) {
        case Counter.Result.Refused(var refusal) -> refuse(place, Problem.of(refusal));
        case Counter.Result.Done(var changes, _) -> answers.set(place, rendering.apply(changes));
      }
    }
    return counter.told(Reply.ok(new Doc().docs("items", answers)), results.get());
  }
}
