package dev.holdfast.gateway.http;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Finding;
import dev.holdfast.core.Refusal;
import java.util.List;
import java.util.Map;

/// A refusal in HTTP's words (RFC 9457).
///
/// @param findings everything found wrong, where there can be several
public record Problem(
    int status, Diagnostic diagnostic, List<Finding> findings, Map<String, String> headers) {
  private static final Map<String, String> TYPE =
      Map.of("Content-Type", "application/problem+json");
  private static final String SOON = "1";
  private static final String LATER = "5";

  static Problem of(int status, Diagnostic diagnostic) {
    return new Problem(status, diagnostic, List.of(), TYPE);
  }

  static Problem of(int status, Diagnostic diagnostic, List<Finding> findings) {
    return new Problem(status, diagnostic, findings, TYPE);
  }

  Problem with(String header, String value) {
    return new Problem(status, diagnostic, findings, with(headers, header, value));
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    var more = new java.util.LinkedHashMap<>(headers);
    more.put(name, value);
    return more;
  }

  /// What the rules refused.
  public static Problem of(Refusal refusal) {
    var problem = of(status(refusal.reason()), refusal.diagnostic(), refusal.findings());
    return switch (refusal.reason()) {
      case OVERLOADED -> problem.with("Retry-After", SOON);
      case UNAVAILABLE -> problem.with("Retry-After", LATER);
      case NOT_FOUND, CONFLICT, STALE_FENCE, RULE, KEY_REUSED -> problem;
    };
  }

  /// The one place where a refusal becomes a status code.
  public static int status(Refusal.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> 404;
      case CONFLICT, STALE_FENCE -> 409;
      case RULE, KEY_REUSED -> 422;
      case OVERLOADED -> 429;
      case UNAVAILABLE -> 503;
    };
  }

  Doc doc(String correlation) {
    var doc =
        new Doc()
            .text("type", "https://holdfast.dev/problems/" + diagnostic.code())
            .text("title", title())
            .number("status", status)
            .text("detail", diagnostic.cause())
            .diagnostic(diagnostic)
            .text("correlationId", correlation);
    return findings.isEmpty() ? doc : doc.findings("findings", findings);
  }

  /// As an item of a batch, where the whole has one correlation id.
  public Doc item() {
    var doc = new Doc().text("title", title()).number("status", status).diagnostic(diagnostic);
    return findings.isEmpty() ? doc : doc.findings("findings", findings);
  }

  private String title() {
    return switch (status) {
      case 400 -> "Malformed";
      case 401 -> "Unknown caller";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "Method not allowed";
      case 408 -> "Too slow";
      case 409 -> "Conflict";
      case 412 -> "Stale version";
      case 413 -> "Too large";
      case 415 -> "Not JSON";
      case 422 -> "Refused";
      case 428 -> "Precondition required";
      case 429 -> "Too much";
      case 431 -> "Headers too large";
      case 503 -> "Not available now";
      default -> status < 500 ? "Bad request" : "Failed";
    };
  }
}
