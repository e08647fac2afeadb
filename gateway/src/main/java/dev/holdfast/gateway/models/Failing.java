package dev.holdfast.gateway.models;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.models.FaultClass;
import dev.holdfast.gateway.models.Failure.Again;
import dev.holdfast.gateway.models.Failure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What becomes of a question that has no answer: the one table from faults and rules to statuses.
final class Failing {
  /// Clients wait no longer than this by themselves before they send again.
  private static final Duration WAITED_FOR = Duration.ofMinutes(1);

  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";

  private Failing() {}

  static Failure of(Outcome.Refused refused) {
    var kind =
        switch (refused.cause()) {
          case Outcome.Fault(var fault) -> of(fault);
          case Outcome.Hindered(var what) -> of(what);
        };
    boolean tooLong = refused.retryAfter().compareTo(WAITED_FOR) > 0;
    return new Failure(
            tooLong ? new Kind(kind.status(), kind.type(), kind.code(), Again.USELESS) : kind,
            refused.diagnostic(),
            param(refused.cause()),
            List.of(),
            refused.attempts(),
            Map.of())
        .with(refused.retryAfter());
  }

  private static Kind of(FaultClass fault) {
    return switch (fault) {
      case RATE_LIMITED -> new Kind(429, "rate_limit_error", "rate_limit_exceeded", Again.USEFUL);
      case OVERLOADED -> new Kind(503, SERVER, "overloaded", Again.USEFUL);
      case TIMEOUT_CONNECT, TIMEOUT_FIRST_TOKEN, TIMEOUT_IDLE, TIMEOUT_TOTAL ->
          new Kind(504, SERVER, fault.word(), Again.USEFUL);
      // The caller's own token is good: a 401 or 402 would blame the wrong one.
      case AUTH -> new Kind(502, SERVER, "provider_auth", Again.USELESS);
      case BILLING -> new Kind(502, SERVER, "provider_billing", Again.USELESS);
      case CONTEXT_OVERFLOW -> new Kind(400, INVALID, "context_length_exceeded", Again.USELESS);
      case CONTENT_POLICY -> new Kind(400, INVALID, "content_policy_violation", Again.USELESS);
      case INVALID_REQUEST -> new Kind(400, INVALID, "invalid_request", Again.USELESS);
      case NOT_FOUND -> new Kind(404, INVALID, "model_not_found", Again.USELESS);
      case SERVER_ERROR, NETWORK, TRUNCATED, MALFORMED, UNKNOWN ->
          new Kind(502, SERVER, fault.word(), Again.USEFUL);
    };
  }

  private static Kind of(Outcome.Hindrance what) {
    return switch (what) {
      case SPENT -> new Kind(429, "insufficient_quota", "insufficient_quota", Again.USELESS);
      case HELD -> new Kind(429, "insufficient_quota", "insufficient_quota", Again.USEFUL);
      case COOLING -> new Kind(503, SERVER, "cooling_down", Again.USEFUL);
      case BUSY -> new Kind(503, SERVER, "overloaded", Again.USEFUL);
      case UNABLE -> new Kind(400, INVALID, "unsupported", Again.USELESS);
      case ABSENT -> new Kind(503, SERVER, "no_execution_plane", Again.USELESS);
      case LATE -> new Kind(504, SERVER, "timeout", Again.USEFUL);
    };
  }

  private static String param(Outcome.Cause cause) {
    return switch (cause) {
      case Outcome.Fault(var fault) ->
          switch (fault) {
            case CONTEXT_OVERFLOW, CONTENT_POLICY -> "messages";
            case NOT_FOUND -> "model";
            default -> "";
          };
      case Outcome.Hindered _ -> "";
    };
  }

  /// A defect of ours.
  static Failure internal(String correlation) {
    return new Failure(
        new Kind(500, SERVER, "internal", Again.USELESS),
        new Diagnostic(
            "internal",
            "The server failed in a way that it does not know.",
            "The answer is incomplete; what the model was asked may have been billed.",
            "Report " + correlation + " with the server's log."));
  }

  /// The caller has hung up or the server stops.
  static Failure abandoned() {
    return new Failure(
        new Kind(503, SERVER, "abandoned", Again.USEFUL),
        new Diagnostic(
            "abandoned",
            "The question was ended, because the caller has hung up or the server stops.",
            "There is no answer; what the model was asked until then may have been billed.",
            "Send it again."));
  }

  /// What was passed on while it came is not what the model's whole answer says.
  static Failure untrue() {
    return new Failure(
        new Kind(502, SERVER, "stream_differs", Again.USEFUL),
        new Diagnostic(
            "stream-differs",
            "The pieces of the answer that were passed on are not the whole answer.",
            "What was streamed must not be used.",
            "Ask again; with the header x-holdfast-stream: buffered only whole answers come."));
  }

  static Failure tooMuch(String what, Duration retryAfter, Map<String, String> headers) {
    return new Failure(
            new Kind(429, "rate_limit_error", "rate_limit_exceeded", Again.USEFUL),
            new Diagnostic(
                "too-many-model-calls",
                what,
                "No model was asked.",
                "Wait for what Retry-After says, or use another token for other work."))
        .with(headers)
        .with(retryAfter);
  }
}
