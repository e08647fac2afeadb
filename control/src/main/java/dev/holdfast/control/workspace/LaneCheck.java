package dev.holdfast.control.workspace;

import dev.holdfast.control.workspace.AgentReading.Agent;
import dev.holdfast.control.workspace.Known.Kind;
import dev.holdfast.core.delegation.Contract;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Sees that no lane waits for itself. Whoever delegates keeps its place while it waits, so each
/// delegation lets one lane wait for another. Where these waits close a circle, a day comes on
/// which all places of its lanes wait for one another and nothing in them can end, however many
/// places there are.
///
/// What a contract names (`delegate.check`) must work, so a circle of such is an error. What a
/// wildcard lets in (`delegate.*`) nobody asked for by name: a warning, and none for a model's own
/// lane, where its broker refuses to delegate.
final class LaneCheck {
  private static final String DELEGATE = "delegate.";

  private final Map<String, Contract> contracts;
  private final Map<String, Agent> agents;

  LaneCheck(Map<String, Contract> contracts, Map<String, Agent> agents) {
    this.contracts = contracts;
    this.agents = agents;
  }

  private enum Naming {
    BY_NAME,
    BY_WILDCARD
  }

  /// A contract's leave to delegate to another: lane `from` may wait for a place in lane `to`.
  ///
  /// @param agent who works under the other
  private record Wait(
      String contract, String pattern, Naming naming, String agent, String from, String to) {}

  /// Reports each delegation that closes a circle, where it is allowed.
  ///
  /// @param allowing the group that says what a contract may use, its own or its agent's, by the
  ///   contract's name
  void report(Map<String, Section> allowing) {
    var all = contracts.keySet().stream().sorted().flatMap(this::waits).toList();
    var named = all.stream().filter(wait -> wait.naming() == Naming.BY_NAME).toList();
    for (var wait : all) {
      var way = circle(wait, wait.naming() == Naming.BY_NAME ? named : all);
      var section = allowing.get(wait.contract());
      if (!way.isEmpty() && section != null) {
        report(section, wait, way);
      }
    }
  }

  private static void report(Section section, Wait wait, List<String> way) {
    var what = words(wait, way);
    switch (wait.naming()) {
      case BY_NAME ->
          section.texts("allow").stream()
              .filter(pattern -> pattern.text().equals(wait.pattern()))
              .forEach(pattern -> section.error(pattern, "allow", what));
      case BY_WILDCARD -> section.warning("allow", what);
    }
  }

  /// What a contract may delegate to: nothing without levels or calls to spend on it.
  private Stream<Wait> waits(String name) {
    var contract = contracts.get(name);
    var agent = contract == null ? null : agents.get(contract.agent());
    return contract == null
            || agent == null
            || contract.budget().depth() < 1
            || contract.budget().toolCalls() < 1
        ? Stream.of()
        : contract.allow().stream().flatMap(pattern -> waits(name, pattern, agent));
  }

  private Stream<Wait> waits(String name, String pattern, Agent agent) {
    var naming = pattern.endsWith("*") ? Naming.BY_WILDCARD : Naming.BY_NAME;
    var from = agent.terms().lane();
    var waits = new ArrayList<Wait>();
    contracts.forEach((child, contract) -> {
      var other = agents.get(contract.agent());
      if (other != null && Allowance.covers(List.of(pattern), DELEGATE + child)) {
        var to = other.terms().lane();
        waits.add(new Wait(name, pattern, naming, contract.agent(), from, to));
      }
    });
    boolean refused = naming == Naming.BY_WILDCARD && agent.kind() == Kind.MODEL;
    return waits.stream().filter(wait -> !refused || !wait.to().equals(from)).distinct();
  }

  /// The shortest way of waiting from the lane that waits around to itself, it first and last;
  /// empty when there is none.
  private static List<String> circle(Wait wait, List<Wait> waits) {
    var before = new HashMap<String, String>();
    before.put(wait.to(), wait.from());
    var next = new ArrayDeque<String>(List.of(wait.to()));
    while (!next.isEmpty() && !next.element().equals(wait.from())) {
      var at = next.remove();
      for (var other : waits) {
        if (other.from().equals(at) && before.putIfAbsent(other.to(), at) == null) {
          next.add(other.to());
        }
      }
    }
    return next.isEmpty() ? List.of() : way(wait.from(), before);
  }

  private static List<String> way(String lane, Map<String, String> before) {
    var way = new ArrayList<>(List.of(lane));
    do {
      way.addFirst(before.getOrDefault(way.getFirst(), lane));
    } while (!way.getFirst().equals(lane));
    return way;
  }

  private static String words(Wait wait, List<String> way) {
    var works = "lets lane '%s' wait for the agent '%s', who works in ";
    return (wait.from().equals(wait.to())
            ? works
                + "the same lane: when all its places wait for a place in it, nothing there can"
                + " end; give this agent another lane"
            : works
                + "lane '"
                + wait.to()
                + "', and so lanes wait in a circle ("
                + String.join(" → ", way)
                + "): when all places in them wait for one another, nothing there can end; let"
                + " delegation go one way, or give this agent a lane of its own")
        .formatted(wait.from(), wait.agent());
  }
}
