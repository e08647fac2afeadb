package dev.holdfast.gateway.http;

import dev.holdfast.gateway.access.Access;
import java.util.List;

/// One line of the table: what is served where, to whom, and how it is described.
///
/// @param template the path; `{name}` is one segment
/// @param spec what the API's description says about it
/// @param wording how it is told what was refused
public record Route(
    String method, String template, Access access, Spec spec, Endpoint endpoint, Wording wording) {
  /// The usual limit of a body, in bytes.
  public static final int BODY_MAX = 1 << 20;

  /// The limit of a body that holds many items, in bytes.
  public static final int BATCH_BODY_MAX = 8 << 20;

  /// @param body the name of the schema of what is sent, empty where nothing is
  /// @param status the status of the usual answer
  /// @param answer the name of the schema of what comes back, empty where it is not JSON
  /// @param bodyMax bytes
  public record Spec(String summary, String body, int status, String answer, int bodyMax) {
    public Spec(String summary, String body, int status, String answer) {
      this(summary, body, status, answer, BODY_MAX);
    }

    /// A plain read.
    public static Spec of(String summary, String answer) {
      return new Spec(summary, "", 200, answer);
    }

    public Spec batch() {
      return new Spec(summary, body, status, answer, BATCH_BODY_MAX);
    }
  }

  public Route(String method, String template, Access access, Spec spec, Endpoint endpoint) {
    this(method, template, access, spec, endpoint, Wording.PROBLEM);
  }

  public static Route get(String template, Access access, Spec spec, Endpoint endpoint) {
    return new Route("GET", template, access, spec, endpoint);
  }

  public static Route post(String template, Access access, Spec spec, Endpoint endpoint) {
    return new Route("POST", template, access, spec, endpoint);
  }

  /// The same, refusing in other words.
  public Route worded(Wording other) {
    return new Route(method, template, access, spec, endpoint, other);
  }

  /// A change of what the ledger holds: not taken in while the desk is closed.
  boolean writes() {
    return !method.equals("GET");
  }

  List<String> segments() {
    return List.of(template.substring(1).split("/", -1));
  }
}
