package dev.holdfast.console;

import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The console's place in the server. Each file is a route of its own: there is no folder to look
/// into, so no path can lead out of it.
public final class Console {
  /// Where the page is.
  public static final String PATH = "/console/";

  private static final int MOVED = 308;
  private static final String INDEX = "index.html";

  private Console() {}

  /// The page's files, and the ways to them from `/` and `/console`. No token is asked for: the
  /// files are the same for everybody, and what they show comes from the API.
  public static List<Route> routes() {
    var routes = new ArrayList<Route>();
    routes.add(elsewhere("/"));
    routes.add(elsewhere(PATH.substring(0, PATH.length() - 1)));
    for (var name : StaticFile.NAMES) {
      var file = StaticFile.read(name);
      routes.add(route(name.equals(INDEX) ? PATH : PATH + name, file));
    }
    return List.copyOf(routes);
  }

  private static Route elsewhere(String from) {
    var reply = new Reply.Whole(MOVED, Map.of("Location", PATH, "Cache-Control", "no-cache"), "");
    return Route.get(
        from, Access.OPEN, new Route.Spec("Go to the console", "", MOVED, ""), _ -> reply);
  }

  private static Route route(String path, StaticFile file) {
    return Route.get(
        path,
        Access.OPEN,
        Route.Spec.of("A file of the console", ""),
        call -> file.reply(call.header("If-None-Match")));
  }
}
