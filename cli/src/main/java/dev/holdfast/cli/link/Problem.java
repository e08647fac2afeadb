package dev.holdfast.cli.link;

import java.net.URI;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Turns what went wrong on the way to a server, or what it refused, into a failure with an exit
/// code (RFC 9457 problem documents with `code`, `cause`, `impact`, `nextAction`).
final class Problem {
  private static final int LONGEST_QUOTE = 300;

  private Problem() {}

  static Failure unreachable(URI url, Exception why) {
    // The JDK's client says nothing at all where nobody listens.
    var reason = why.getMessage() == null ? "nobody listens there" : why.getMessage();
    return Failure.of(
        Exit.UNREACHABLE,
        "unreachable",
        "No Holdfast server answers at " + url + " (" + reason + ").",
        "Nothing was sent.",
        "Start one with 'holdfast up', or name another with --url.");
  }

  static Failure unsendable(String header) {
    return Failure.of(
        Exit.USAGE,
        "bad-word",
        "What is to be sent as " + header + " has characters that HTTP does not carry.",
        "Nothing was sent.",
        "Use letters, digits and signs of ASCII, without line breaks.");
  }

  static Failure refused(URI url, int status, String body) {
    var problem = problem(body);
    var title = problem.path("title").asString("HTTP " + status + " from " + url);
    var cause = problem.path("cause").asString(problem.path("detail").asString(title));
    return Failure.of(
            exit(status),
            problem.path("code").asString("http-" + status),
            cause + findings(problem),
            problem.path("impact").asString("Nothing was changed."),
            problem.path("nextAction").asString(next(status, body)))
        .saying(body);
  }

  private static String findings(JsonNode problem) {
    var lines = new StringBuilder();
    for (var finding : problem.path("findings")) {
      var where = finding.path("where").asString("");
      var what = finding.path("what").asString(finding.asString(""));
      lines.append("\n    - ").append(where.isEmpty() ? what : where + ": " + what);
    }
    return lines.toString();
  }

  private static JsonNode problem(String body) {
    try {
      return Reply.read(body.isBlank() ? "{}" : body);
    } catch (JacksonException notJson) {
      return Reply.object().put("detail", shortened(body, notJson));
    }
  }

  private static String shortened(String body, JacksonException why) {
    var text = body.length() > LONGEST_QUOTE ? body.substring(0, LONGEST_QUOTE) + "…" : body;
    return "The answer is no JSON (" + why.getOriginalMessage() + "): " + text;
  }

  private static Exit exit(int status) {
    return switch (status) {
      case 401, 403 -> Exit.UNAUTHORISED;
      case 404 -> Exit.NOT_FOUND;
      case 502, 504 -> Exit.UNREACHABLE;
      default -> Exit.FAILED;
    };
  }

  private static String next(int status, String body) {
    return switch (exit(status)) {
      case UNAUTHORISED ->
          "Give a token with --token or HOLDFAST_TOKEN; 'holdfast token create' makes one.";
      case NOT_FOUND -> "Check the id; 'holdfast runs list' shows what there is.";
      case OK, FAILED, USAGE, UNREACHABLE, MISSING, CONFIG ->
          body.isBlank() ? "Look at the server's log." : "Correct what is named, and repeat.";
    };
  }
}
