package dev.holdfast.gateway.tasks;

import dev.holdfast.core.Fence;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Kind;
import dev.holdfast.core.Order;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.ContractFindings;
import dev.holdfast.core.delegation.TaskCommand;
import dev.holdfast.core.delegation.Terms;
import dev.holdfast.gateway.http.Call;
import dev.holdfast.gateway.http.Form;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads an offered task: with a contract of its own, under a named one, or as the child of a task
/// that the sender holds.
final class OfferForm {
  private static final int PRIORITY_MAX = 1_000;

  private final Versions<Policy> policy;
  private final Call call;

  OfferForm(Versions<Policy> policy, Call call) {
    this.policy = policy;
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
    var contract = new ContractForm(form, policy.now().delegation()).read();
    var terms = new Terms.Written(contract, policy.current());
    var offer = offer(form, id, terms);
    var broken = form.problem();
    if (broken.isPresent()) {
      return new Offer.Bad(withAll(broken.get(), ContractFindings.of(contract)));
    }
    return new Offer.Good(offer);
  }

  /// What is malformed and what is incomplete, at once.
  private static Problem withAll(Problem malformed, List<Finding> incomplete) {
    if (malformed.findings().isEmpty() || incomplete.isEmpty()) {
      return malformed;
    }
    var all = new ArrayList<>(malformed.findings());
    all.addAll(incomplete);
    return Problems.malformed(List.copyOf(all));
  }

  private Offer named(Form form, StreamId id) {
    var name = form.name("contract");
    if (!policy.now().delegation().contracts().containsKey(name)) {
      form.wrong("contract", "the workspace has no contract '" + name + "'");
    }
    var offer = offer(form, id, new Terms.Named(name, policy.current()));
    return good(form, offer);
  }

  private Order offer(Form form, StreamId id, Terms terms) {
    var assignment =
        new Assignment(
            terms,
            0,
            0,
            form.json("input"),
            (int) form.whole("priority", 0, 0, PRIORITY_MAX),
            form.name("actor", call.caller().name()),
            call.correlation());
    return new Order(id, new TaskCommand.Offer(assignment, form.name("lane", "")));
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
