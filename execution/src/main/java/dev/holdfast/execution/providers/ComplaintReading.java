package dev.holdfast.execution.providers;

import dev.holdfast.core.models.Complaint;
import dev.holdfast.core.models.RetryAfter;
import dev.holdfast.execution.egress.Headers;
import dev.holdfast.execution.secrets.Redaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads what a provider complains of, in whichever of their shapes it comes: `{"error": {…}}`,
/// `{"error": "words"}`, `{"message": …}`, a list with one of these, a page of a proxy, or nothing.
final class ComplaintReading {
  private static final int MESSAGE_MAX = 1024;
  private static final int STATUS_MIN = 400;
  private static final int STATUS_MAX = 599;

  private final Redaction redaction;

  ComplaintReading(Redaction redaction) {
    this.redaction = redaction;
  }

  Complaint read(int status, Headers headers, String body) {
    var asked = RetryAfter.asked(flat(headers), System.currentTimeMillis());
    try {
      var tree = body.isBlank() ? Fields.MAPPER.nullNode() : Fields.MAPPER.readTree(body);
      return read(status, asked, tree.isArray() ? tree.path(0) : tree, body);
    } catch (JacksonException _) {
      // A proxy's page; the status has to do.
      return complaint(status, "", "", body, asked);
    }
  }

  /// A complaint in the place of a chunk.
  Complaint read(JsonNode chunk) {
    return read(0, Duration.ZERO, chunk, Fields.written(chunk));
  }

  private Complaint read(int status, Duration asked, JsonNode tree, String body) {
    var error = tree.path("error");
    if (error.isString()) {
      return complaint(status, "", "", error.stringValue(), asked);
    }
    var inner = error.isObject() ? error : tree;
    var message = Fields.text(inner, "message");
    var delay = detail(inner, "retryDelay");
    return complaint(
        status == 0 ? statusIn(inner) : status,
        first(Fields.text(inner, "status"), Fields.text(inner, "type")),
        first(detail(inner, "reason"), Fields.text(inner, "code")),
        message.isEmpty() ? body : message,
        asked.isZero() ? RetryAfter.seconds(delay) : asked);
  }

  private static int statusIn(JsonNode error) {
    int code = Fields.index(error, "code", 0);
    return code >= STATUS_MIN && code <= STATUS_MAX ? code : 0;
  }

  /// Google's errors carry typed details.
  private static String detail(JsonNode error, String name) {
    for (var detail : error.path("details").values()) {
      var found = Fields.text(detail, name);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private Complaint complaint(
      int status, String type, String code, String message, Duration asked) {
    return new Complaint(status, type, code, shown(message), asked);
  }

  /// Redacted before it is cut, or half a key could stay.
  String shown(String message) {
    var clean = redaction.redact(message).strip();
    return clean.length() > MESSAGE_MAX ? clean.substring(0, MESSAGE_MAX) : clean;
  }

  private static Map<String, String> flat(Headers headers) {
    var flat = new HashMap<String, String>();
    headers
        .fields()
        .forEach((name, values) -> flat.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return flat;
  }
}
