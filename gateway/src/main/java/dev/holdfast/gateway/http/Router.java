package dev.holdfast.gateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds the route of a path. Fixed segments win over places.
final class Router {
  private final Map<Integer, List<Route>> byLength = new HashMap<>();

  Router(List<Route> routes) {
    for (var route : routes) {
      byLength.computeIfAbsent(route.segments().size(), _ -> new ArrayList<>()).add(route);
    }
    byLength.values().forEach(list -> list.sort((a, b) -> places(a) - places(b)));
  }

  private static int places(Route route) {
    return (int) route.segments().stream().filter(Router::isPlace).count();
  }

  private static boolean isPlace(String segment) {
    return segment.startsWith("{");
  }

  sealed interface Match {
    record Found(Route route, Map<String, String> path) implements Match {}

    record Refused(Problem problem) implements Match {}
  }

  Match find(String method, String path) {
    var segments = List.of(path.substring(Math.min(1, path.length())).split("/", -1));
    var others = new TreeSet<String>();
    for (var route : byLength.getOrDefault(segments.size(), List.of())) {
      var places = new HashMap<String, String>();
      if (!fits(route.segments(), segments, places)) {
        continue;
      }
      if (route.method().equals(method)) {
        return new Match.Found(route, Map.copyOf(places));
      }
      others.add(route.method());
    }
    return new Match.Refused(
        others.isEmpty() ? Problems.unknownPath(path) : Problems.wrongMethod(method, others));
  }

  private static boolean fits(
      List<String> template, List<String> segments, Map<String, String> places) {
    for (int i = 0; i < template.size(); i++) {
      var wanted = template.get(i);
      var given = segments.get(i);
      if (isPlace(wanted)) {
        if (given.isEmpty()) {
          return false;
        }
        places.put(wanted.substring(1, wanted.length() - 1), given);
      } else if (!wanted.equals(given)) {
        return false;
      }
    }
    return true;
  }
}
