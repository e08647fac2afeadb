package dev.holdfast.gateway.http;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.gateway.access.Access;
import dev.holdfast.gateway.access.Admission;
import dev.holdfast.gateway.access.Caller;
import dev.holdfast.gateway.access.Doorkeeper;
import dev.holdfast.ledger.LedgerUnavailable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// The steps from a request to its reply, the same for every route.
final class Door {
  private final Router router;
  private final Doorkeeper doorkeeper;
  private final Supplier<Optional<Diagnostic>> closed;
  private final AtomicBoolean stopping = new AtomicBoolean();

  /// @param closed why nothing is taken in now, empty while something is
  Door(Router router, Doorkeeper doorkeeper, Supplier<Optional<Diagnostic>> closed) {
    this.router = router;
    this.doorkeeper = doorkeeper;
    this.closed = closed;
  }

  /// Whoever waits is let go.
  void stop() {
    stopping.set(true);
  }

  Router.Match find(Request request) {
    return router.find(request.getMethod(), Request.getPathInContext(request));
  }

  Reply reply(Request request, Router.Match.Found found, String correlation)
      throws IOException, InterruptedException {
    return switch (admit(request, found.route().access())) {
      case Admission.Unknown(var left) ->
          failing(Reply.refused(Problems.unknownCaller()), left, Doorkeeper.WINDOW.toSeconds());
      case Admission.Slowed(var seconds) ->
          failing(Reply.refused(Problems.tooManyFailures(seconds)), 0, seconds);
      case Admission.Known(var caller) -> {
        if (found.route().access().asksForToken()
            && !found.route().access().allows(caller.role())) {
          yield Reply.refused(Problems.notAllowed(caller.role()));
        }
        yield taken(request, found, caller, correlation);
      }
    };
  }

  /// The limit on failures is told where it counts: a valid token is never held up by it.
  private static Reply failing(Reply refused, int left, long seconds) {
    return refused
        .with(
            "RateLimit-Policy",
            "\"auth-failures\";q="
                + Doorkeeper.FAILURES_MAX
                + ";w="
                + Doorkeeper.WINDOW.toSeconds())
        .with("RateLimit", "\"auth-failures\";r=" + left + ";t=" + seconds);
  }

  private Admission admit(Request request, Access access) {
    return access.asksForToken()
        ? doorkeeper.admit(
            header(request, HttpHeader.AUTHORIZATION.asString()), Request.getRemoteAddr(request))
        : new Admission.Known(Caller.ANYBODY);
  }

  private Reply taken(Request request, Router.Match.Found found, Caller caller, String correlation)
      throws IOException, InterruptedException {
    var route = found.route();
    if (stopping.get()) {
      return Reply.refused(Problems.stopping());
    }
    var why = route.writes() ? closed.get() : Optional.<Diagnostic>empty();
    if (why.isPresent()) {
      return Reply.refused(Problems.unavailable(why.get()));
    }
    return switch (Intake.take(request, route.spec().bodyMax())) {
      case Intake.Taken.Refused(var problem) -> Reply.refused(problem);
      case Intake.Taken.Body(var text) when !text.isEmpty() && !isJson(request) ->
          Reply.refused(Problems.notJsonType(header(request, HttpHeader.CONTENT_TYPE.asString())));
      case Intake.Taken.Body(var text) -> {
        // From here on a silent client is a waiting one.
        request.addIdleTimeoutListener(_ -> false);
        var line = Line.of(request);
        yield answer(
            route.endpoint(),
            new Call(
                Request.getPathInContext(request),
                caller,
                correlation,
                found.path(),
                query(request),
                name -> header(request, name),
                text,
                () -> stopping.get() || line.isDropped()));
      }
    };
  }

  private static Reply answer(Endpoint endpoint, Call call) throws InterruptedException {
    try {
      return endpoint.answer(call);
    } catch (LedgerUnavailable unavailable) {
      return Reply.refused(Problems.unavailable(unavailable.diagnostic()));
    }
  }

  private static boolean isJson(Request request) {
    var type = header(request, HttpHeader.CONTENT_TYPE.asString());
    var media = type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    return media.equals("application/json") || media.endsWith("+json");
  }

  private static Map<String, String> query(Request request) {
    var query = new HashMap<String, String>();
    for (var field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValue() == null ? "" : field.getValue());
    }
    return Map.copyOf(query);
  }

  static String header(Request request, String name) {
    var value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }
}
