package dev.holdfast.control.workspace;

import dev.holdfast.control.expressions.CelExpressions;
import dev.holdfast.control.expressions.Environment;
import dev.holdfast.core.routing.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `routes`: each can match, and leads somewhere.
final class RouteReading {
  private final Collection<String> contracts;
  private final Collection<String> agents;
  private final CelExpressions expressions;
  private final List<Route> routes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private String catchAll = "";

  RouteReading(
      Collection<String> contracts, Collection<String> agents, CelExpressions expressions) {
    this.contracts = contracts;
    this.agents = agents;
    this.expressions = expressions;
  }

  List<Route> read(Section root) {
    root.sections("routes", Shape.ROUTE).forEach(this::route);
    return List.copyOf(routes);
  }

  /// Whether some route takes whatever comes.
  boolean takesEverything() {
    return !catchAll.isEmpty();
  }

  private void route(Section section) {
    var name = section.required("name");
    if (!names.add(name) && !name.isEmpty()) {
      section.error("name", "'" + name + "' is there twice");
    }
    var when = section.required("when");
    reach(section, name, when);
    routes.add(new Route(name, when, target(section)));
  }

  private void reach(Section section, String name, String when) {
    if (!catchAll.isEmpty()) {
      section.error("when", "can never match: route '" + catchAll + "' before it takes everything");
    }
    if (when.isEmpty()) {
      return;
    }
    ContractCheck.said(expressions.check(when, Environment.ROUTE))
        .forEach(what -> section.error("when", what));
    switch (expressions.constancy(when, Environment.ROUTE)) {
      case ALWAYS_FALSE -> section.error("when", "can never match: it is always false");
      case ALWAYS_TRUE -> catchAll = catchAll.isEmpty() ? name : catchAll;
      case VARIES -> {}
    }
  }

  private String target(Section section) {
    if (section.has("contract") == section.has("agent")) {
      section.error("contract", "must be named, or an agent, and not both");
      return "";
    }
    // An agent's own contract has its name.
    var key = section.has("contract") ? "contract" : "agent";
    var name = section.text(key, "");
    Known.refers(section, key, name, key, key.equals("contract") ? contracts : agents);
    return name;
  }
}
