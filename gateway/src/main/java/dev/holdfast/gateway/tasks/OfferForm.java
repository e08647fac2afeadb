package dev.holdfast.gateway.tasks;

import dev.holdfast.control.workspace.ContractReading.Reading;
import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Fence;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.Refusal;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.Terms;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads an offered task: with a contract of its own, under a named one, or as the child of a task
/// that the sender holds.
final class OfferForm {
  private static final int PRIORITY_MAX = 9;
  private static final Set<String> NOT_THE_CONTRACT = Set.of("input", "actor");

  private final Offers offers;
  private final Call call;

  OfferForm(Offers offers, Call call) {
    this.offers = offers;
    this.call = call;
  }

  sealed interface Offer {
    record Good(Order order) implements Offer {}

    record Bad(Problem problem) implements Offer {}
  }

  /// @param key the new task's
  Offer read(Form form, long key) {
    var id = new StreamId(Kind.TASK, key);
    if (form.has("parent")) {
      return child(form, id);
    }
    return form.has("contract") ? named(form, id) : written(form, id);
  }

  private Offer written(Form form, StreamId id) {
    var input = form.json("input");
    var actor = form.name("actor", call.caller().name());
    var contract = form.except(NOT_THE_CONTRACT);
    var problem = form.problem();
    if (problem.isPresent()) {
      return new Offer.Bad(problem.get());
    }
    return switch (offers.read(contract)) {
      case Reading.Refused(var findings) -> new Offer.Bad(incomplete(findings));
      case Reading.Read(var offer) -> {
        var terms = new Terms.Written(offer.contract(), offers.policy().current());
        var assignment =
            new Assignment(terms, 0, 0, input, offer.priority(), actor, call.correlation());
        yield new Offer.Good(new Order(id, new TaskCommand.Offer(assignment, offer.lane())));
      }
    };
  }

  private static Problem incomplete(List<Finding> findings) {
    var listed = findings.stream().map(Finding::toString).collect(Collectors.joining("; "));
    return Problem.of(
        new Refusal(
            Refusal.Reason.RULE,
            new Diagnostic(
                "contract-incomplete",
                "The contract has " + findings.size() + " finding(s): " + listed,
                "The task was not accepted.",
                "Mend every finding and send it again."),
            findings));
  }

  private Offer named(Form form, StreamId id) {
    var name = form.name("contract");
    var policy = offers.policy();
    if (!policy.now().delegation().contracts().containsKey(name)) {
      form.wrong("contract", "the workspace has no contract '" + name + "'");
    }
    var assignment =
        new Assignment(
            new Terms.Named(name, policy.current()),
            0,
            0,
            form.json("input"),
            (int) form.whole("priority", 0, 0, PRIORITY_MAX),
            form.name("actor", call.caller().name()),
            call.correlation());
    return good(form, new Order(id, new TaskCommand.Offer(assignment, form.name("lane", ""))));
  }

  /// The parent's fence says that the sender holds it; what the child may is carved out of it.
  private Offer child(Form form, StreamId id) {
    var parent = Optional.of(form.name("parent")).flatMap(text -> StreamId.parse(Kind.TASK, text));
    if (parent.isEmpty()) {
      form.wrong("parent", "is not a task's id");
    }
    var command =
        new TaskCommand.Delegate(
            new Fence(form.whole("fence", 1, Long.MAX_VALUE)),
            id.key(),
            form.name("contract"),
            form.json("input"));
    return good(form, new Order(parent.orElse(id), command));
  }

  private static Offer good(Form form, Order order) {
    return form.problem().<Offer>map(Offer.Bad::new).orElseGet(() -> new Offer.Good(order));
  }
}
