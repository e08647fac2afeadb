package dev.holdfast.gateway.models;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Finding;
import dev.holdfast.gateway.http.Problem;
import dev.holdfast.gateway.http.Reply;
import dev.holdfast.gateway.http.Wording;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Why there is no answer, in the shape in which OpenAI tells it, with what we have to say besides.
///
/// @param param the first member of the request that is at fault, empty for none
record Failure(
    Kind kind,
    Diagnostic diagnostic,
    String param,
    List<Finding> findings,
    List<Outcome.Attempt> attempts,
    Map<String, String> headers) {

  /// Refusals of the door before us, in the same shape.
  static final Wording WORDING =
      new Wording(
          "application/json",
          "ModelError",
          (problem, correlation) -> of(problem).reply(correlation));

  /// @param type OpenAI's word for the sort of it
  /// @param code OpenAI's where it has one, else ours
  record Kind(int status, String type, String code, Again again) {}

  /// Whether the same request is worth sending again.
  enum Again {
    USEFUL,
    USELESS
  }

  Failure(Kind kind, Diagnostic diagnostic) {
    this(kind, diagnostic, "", List.of(), List.of(), Map.of());
  }

  static Failure of(Problem problem) {
    int status = problem.status();
    var code = problem.diagnostic().code();
    var again = status == 408 || status == 429 || status == 503 ? Again.USEFUL : Again.USELESS;
    var headers = new LinkedHashMap<>(problem.headers());
    headers.remove("Content-Type");
    return new Failure(
        new Kind(status, type(status), code, again),
        problem.diagnostic(),
        "",
        problem.findings(),
        List.of(),
        headers);
  }

  static Failure malformed(List<Finding> findings) {
    var first = findings.getFirst();
    var more = findings.size() == 1 ? "" : " (and " + (findings.size() - 1) + " more)";
    return new Failure(
        new Kind(400, type(400), "invalid_request", Again.USELESS),
        new Diagnostic(
            "malformed",
            "'" + first.where() + "' " + first.what() + more + ".",
            "No model was asked.",
            "Mend every finding."),
        first.where(),
        findings,
        List.of(),
        Map.of());
  }

  static Failure unknownModel(String model, String hint) {
    return new Failure(
        new Kind(404, type(404), "model_not_found", Again.USELESS),
        new Diagnostic(
            "unknown-model",
            "There is no tier, class or model '" + model + "' here" + hint,
            "No model was asked.",
            "Name one of GET /v1/models; the workspace says what there is."),
        "model",
        List.of(),
        List.of(),
        Map.of());
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }

  Failure with(Duration retryAfter) {
    if (!retryAfter.isPositive()) {
      return this;
    }
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return with(Map.of("Retry-After", Long.toString(seconds)));
  }

  Failure with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Failure(kind, diagnostic, param, findings, attempts, all);
  }

  /// The object that stands under `error`.
  ObjectNode error(String correlation) {
    var error = JsonNodeFactory.instance.objectNode();
    error.put("message", diagnostic.cause() + " " + diagnostic.nextAction());
    error.put("type", kind.type());
    if (param.isEmpty()) {
      error.putNull("param");
    } else {
      error.put("param", param);
    }
    error.put("code", kind.code());
    error.put("diagnostic", diagnostic.code());
    error.put("cause", diagnostic.cause());
    error.put("impact", diagnostic.impact());
    error.put("nextAction", diagnostic.nextAction());
    error.put("correlationId", correlation);
    var told = error.putArray("attempts");
    for (var attempt : attempts) {
      told.addObject()
          .put("model", attempt.model().text())
          .put("fault", attempt.fault().word())
          .put("message", attempt.message());
    }
    var found = error.putArray("findings");
    findings.forEach(
        finding -> found.addObject().put("where", finding.where()).put("what", finding.what()));
    return error;
  }

  Reply.Whole reply(String correlation) {
    var all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/json");
    all.put("x-should-retry", Boolean.toString(kind.again() == Again.USEFUL));
    all.put("x-holdfast-attempts", Integer.toString(attempts.size()));
    var body = JsonNodeFactory.instance.objectNode();
    body.set("error", error(correlation));
    return new Reply.Whole(kind.status(), all, body.toString());
  }
}
