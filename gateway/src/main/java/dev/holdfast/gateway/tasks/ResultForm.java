package dev.holdfast.gateway.tasks;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Json;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Problems;
import dev.holdfast.ledger.wire.Reported;
import dev.holdfast.ledger.wire.ResultWire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads a worker's result: its fence, and what every agent answers.
final class ResultForm {
  private ResultForm() {}

  sealed interface Report {
    record Good(Order order) implements Report {}

    record Bad(Problem problem) implements Report {}
  }

  /// An item of a batch names its task.
  static Report read(Form form) {
    var id = StreamId.parse(Kind.TASK, form.text("task"));
    if (id.isEmpty()) {
      form.wrong("task", "is not a task's id");
    }
    return read(form, id.orElse(new StreamId(Kind.TASK, 1)));
  }

  static Report read(Form form, StreamId id) {
    var fence = new Fence(form.whole("fence", 0, Long.MAX_VALUE));
    var result = form.except(Set.of("task", "fence"));
    var problem = form.problem();
    if (problem.isPresent()) {
      return new Report.Bad(problem.get());
    }
    return switch (ResultWire.read(result)) {
      case Reported.Completed(var output, var evidence, var usage) ->
          new Report.Good(
              new Order(id, new TaskCommand.Complete(fence, output, with(usage, evidence))));
      case Reported.Failed(var fault) ->
          new Report.Good(new Order(id, new TaskCommand.Fail(fence, fault)));
      case Reported.Malformed(_, var what) ->
          new Report.Bad(Problems.malformed(List.of(new Finding("result", what))));
    };
  }

  /// What the worker says it used is kept with what it says it did.
  private static List<Evidence> with(Json usage, List<Evidence> evidence) {
    if (usage.isNull()) {
      return evidence;
    }
    var all = new ArrayList<>(evidence);
    all.add(new Evidence("usage", "self-reported", "", usage.text()));
    return List.copyOf(all);
  }
}
