package dev.holdfast.gateway.http;

import dev.holdfast.core.Diagnostic;
import dev.holdfast.core.Finding;
import dev.holdfast.core.security.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the door itself refuses, before the rules are asked.
public final class Problems {
  private static final String NOTHING_CHANGED = "Nothing was changed.";
  private static final String DOCUMENT = "See GET /openapi.json for what is understood.";

  private Problems() {}

  public static Problem malformed(List<Finding> findings) {
    return Problem.of(
        400,
        new Diagnostic(
            "malformed",
            "The request has "
                + findings.size()
                + " finding(s): "
                + findings.stream().map(Finding::toString).collect(Collectors.joining("; ")),
            NOTHING_CHANGED,
            "Mend every finding. " + DOCUMENT),
        findings);
  }

  public static Problem notJson(String where, String what) {
    return Problem.of(
        400,
        new Diagnostic("not-json", what, NOTHING_CHANGED, "Send one JSON object. " + DOCUMENT),
        List.of(new Finding(where, what)));
  }

  public static Problem badKey() {
    return malformed(
        List.of(new Finding("Idempotency-Key", "must be 1 to 255 visible ASCII characters")));
  }

  /// Also for what exists and is another's.
  public static Problem missing(String what) {
    return Problem.of(
        404,
        new Diagnostic(
            "not-found",
            "There is no " + what + " here, or it is not yours.",
            NOTHING_CHANGED,
            "Look at the id; list what there is with a GET on the collection."));
  }

  /// A change of what somebody else may have changed meanwhile must say what its writer has seen.
  public static Problem unconditional(String what, String tag) {
    return Problem.of(
            428,
            new Diagnostic(
                "precondition-required",
                "There is a "
                    + what
                    + " already, and the request does not say which revision of it"
                    + " it was written for.",
                NOTHING_CHANGED,
                "Read it, put your change into what is there, and send it with If-Match: "
                    + tag
                    + " if that is what you have read."))
        .with("ETag", tag);
  }

  /// What was read is not what is there any more.
  ///
  /// @param tag of what is there, empty where nothing is
  public static Problem stale(Diagnostic diagnostic, String tag) {
    var problem = Problem.of(412, diagnostic);
    return tag.isEmpty() ? problem : problem.with("ETag", tag);
  }

  public static Problem conflict(Diagnostic diagnostic) {
    return Problem.of(409, diagnostic);
  }

  static Problem unknownPath(String path) {
    return Problem.of(
        404,
        new Diagnostic(
            "unknown-path", "Nothing is served at " + path + ".", NOTHING_CHANGED, DOCUMENT));
  }

  static Problem wrongMethod(String method, Set<String> allowed) {
    return Problem.of(
            405,
            new Diagnostic(
                "method-not-allowed",
                method + " is not served here; " + allowed + " is.",
                NOTHING_CHANGED,
                DOCUMENT))
        .with("Allow", String.join(", ", allowed));
  }

  static Problem unknownCaller() {
    return Problem.of(
            401,
            new Diagnostic(
                "unknown-caller",
                "There is no token, or it is unknown or revoked.",
                NOTHING_CHANGED,
                "Send 'Authorization: Bearer hf_…'; the first admin token is in"
                    + " <data>/admin.token, others are made with `holdfast token create`."))
        .with("WWW-Authenticate", "Bearer");
  }

  static Problem tooManyFailures(long retryAfter) {
    return Problem.of(
            429,
            new Diagnostic(
                "too-many-failures",
                "This address has sent too many unknown tokens.",
                "Failed attempts are refused for a while; a valid token is let in.",
                "Wait " + retryAfter + " seconds, then use a valid token."))
        .with("Retry-After", Long.toString(retryAfter));
  }

  /// What claims to come from a channel, and does not show it.
  public static Problem unsigned(Diagnostic diagnostic) {
    return Problem.of(401, diagnostic);
  }

  static Problem notAllowed(Role role) {
    return Problem.of(
        403,
        new Diagnostic(
            "not-allowed",
            "A token of role "
                + role.name().toLowerCase(java.util.Locale.ROOT)
                + " may not do this.",
            NOTHING_CHANGED,
            "Use a token whose role may; `holdfast token create --role …` makes one."));
  }

  /// A client may only be itself.
  public static Problem notThatActor(String name) {
    return Problem.of(
        403,
        new Diagnostic(
            "not-that-actor",
            "This token sends requests as '" + name + "' only.",
            NOTHING_CHANGED,
            "Send that actor, or use an operator's token."));
  }

  static Problem tooLarge(long max) {
    return Problem.of(
        413,
        new Diagnostic(
            "too-large",
            "The body is larger than " + max + " bytes.",
            NOTHING_CHANGED,
            "Send less, or a reference instead of the content."));
  }

  static Problem tooSlow(long seconds) {
    return Problem.of(
        408,
        new Diagnostic(
            "too-slow",
            "The body did not arrive within " + seconds + " seconds.",
            NOTHING_CHANGED,
            "Send it again, in one go."));
  }

  static Problem notJsonType(String type) {
    return Problem.of(
        415,
        new Diagnostic(
            "not-json-type",
            "The body's Content-Type is '" + type + "'.",
            NOTHING_CHANGED,
            "Send JSON with Content-Type: application/json."));
  }

  /// @param diagnostic why nothing is taken in
  public static Problem unavailable(Diagnostic diagnostic) {
    return Problem.of(503, diagnostic).with("Retry-After", "5");
  }

  static Problem stopping() {
    return unavailable(
        new Diagnostic(
            "stopping",
            "The server is stopping.",
            "The request was not worked on.",
            "Send it again when the server is back; with an Idempotency-Key nothing is doubled."));
  }

  public static Problem full(String what, int max) {
    return Problem.of(
            429,
            new Diagnostic(
                "too-many-" + what,
                "There are " + max + " " + what + " already.",
                "This one was not opened.",
                "Close some, or try again soon."))
        .with("Retry-After", "5");
  }

  static Problem failed(String correlation) {
    return Problem.of(
        500,
        new Diagnostic(
            "internal",
            "The server failed in a way that it does not know.",
            "It is not known whether the request was carried out.",
            "Ask for the object, or send the same again with its Idempotency-Key; report "
                + correlation
                + " with the server's log."));
  }
}
