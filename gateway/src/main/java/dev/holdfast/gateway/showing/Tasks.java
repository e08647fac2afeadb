package dev.holdfast.gateway.showing;

import dev.holdfast.core.Kind;
import dev.holdfast.core.StreamId;
import dev.holdfast.core.Versions;
import dev.holdfast.core.config.Policy;
import dev.holdfast.core.delegation.Assignment;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Place;
import dev.holdfast.core.delegation.TaskState;
import dev.holdfast.core.delegation.Terms;
import dev.holdfast.core.delegation.Verdict;
import dev.holdfast.gateway.http.Doc;
import dev.holdfast.gateway.http.Words;
import java.util.List;

/// How a task looks.
public final class Tasks {
  private final Streams streams;
  private final Versions<Policy> policy;

  public Tasks(Streams streams, Versions<Policy> policy) {
    this.streams = streams;
    this.policy = policy;
  }

  /// All of it.
  public Doc whole(StreamId id, TaskState state) {
    var assignment = dev.holdfast.core.delegation.Tasks.assignment(state);
    var progress = dev.holdfast.core.delegation.Tasks.progress(state);
    return brief(id, state)
        .json("input", assignment.input())
        .texts("allow", contract(assignment).allow())
        .number("priority", assignment.priority())
        .text("actor", assignment.actor())
        .text("correlationId", assignment.correlation())
        .number("policyVersion", assignment.terms().policyVersion())
        .number("toolCalls", progress.toolCalls())
        .texts("used", progress.used())
        .text("spent", progress.spent().toString())
        .texts(
            "children",
            progress.children().stream().map(key -> new StreamId(Kind.TASK, key).text()).toList())
        .findings("feedback", progress.feedback());
  }

  private dev.holdfast.core.delegation.Contract contract(Assignment assignment) {
    return dev.holdfast.core.delegation.Tasks.contract(assignment, new Delegations(policy));
  }

  /// What it is and how it stands.
  public Doc brief(StreamId id, TaskState state) {
    var assignment = dev.holdfast.core.delegation.Tasks.assignment(state);
    var contract = contract(assignment);
    var doc =
        new Doc()
            .text("task", id.text())
            .text("status", streams.status(id, state))
            .text("objective", contract.objective())
            .text("agent", contract.agent())
            .number("attempts", dev.holdfast.core.delegation.Tasks.progress(state).attempts());
    if (assignment.terms() instanceof Terms.Named(var name, _)) {
      doc.text("contract", name);
    }
    if (assignment.run() != 0) {
      doc.text("run", new StreamId(Kind.RUN, assignment.run()).text());
    }
    if (assignment.parent() != 0) {
      doc.text("parent", new StreamId(Kind.TASK, assignment.parent()).text());
    }
    return situation(doc, state);
  }

  private static Doc situation(Doc doc, TaskState state) {
    return switch (state) {
      case TaskState.New() -> doc;
      case TaskState.Offered offered -> place(doc, offered.place()).time("until", offered.until());
      case TaskState.Resting resting -> place(doc, resting.place()).time("until", resting.until());
      case TaskState.Leased leased ->
          place(doc, leased.place())
              .text("holder", leased.lease().holder())
              .doc("lease", lease(leased.lease()))
              .time("startedAt", leased.startedAt())
              .time("deadline", leased.deadline())
              .json("progress", leased.progress().said())
              .json("usage", leased.progress().usage());
      case TaskState.Accepted accepted ->
          doc.json("output", accepted.output().value())
              .text("outputSha256", accepted.output().sha256())
              .text("handOff", Words.of(accepted.handOff()))
              .docs("evidence", evidence(accepted.evidence()));
      case TaskState.Rejected rejected -> doc.doc("verdict", verdict(rejected.verdict()));
      case TaskState.Escalated escalated -> doc.diagnostic("diagnostic", escalated.diagnostic());
      case TaskState.Failed failed -> doc.diagnostic("diagnostic", failed.diagnostic());
      case TaskState.Expired expired -> doc.diagnostic("diagnostic", expired.diagnostic());
      case TaskState.Cancelled cancelled -> doc.text("reason", cancelled.reason());
    };
  }

  private static Doc place(Doc doc, Place place) {
    return doc.text("lane", place.lane()).text("hands", Words.of(place.hands()));
  }

  public static Doc lease(dev.holdfast.core.Lease lease) {
    return new Doc().number("fence", lease.fence().number()).time("expiresAt", lease.expiresAt());
  }

  public static Doc verdict(Verdict verdict) {
    return new Doc()
        .text("outcome", Words.of(verdict.outcome()))
        .text("outputSha256", verdict.outputSha256())
        .docs(
            "parts",
            verdict.parts().stream()
                .map(part ->
                    new Doc()
                        .text("name", part.name())
                        .flag("passed", part.passed())
                        .findings("findings", part.findings()))
                .toList());
  }

  public static List<Doc> evidence(List<Evidence> evidence) {
    return evidence.stream()
        .map(item ->
            new Doc()
                .text("kind", item.kind())
                .text("ref", item.ref())
                .text("sha256", item.sha256())
                .text("summary", item.summary()))
        .toList();
  }
}
