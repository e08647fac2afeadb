package dev.holdfast.execution.egress;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// One HTTP request. `Host`, `Content-Length`, `Connection` and `Accept-Encoding` are set by
/// [Outbound]; naming them here has no effect.
///
/// @param body sent as UTF-8; empty for none
public record OutboundRequest(
    String method, URI uri, Map<String, String> headers, String body, Limits limits) {

  /// @param connect the longest until the connection stands: look-up, TCP and TLS
  /// @param total the longest for the whole exchange, to the last byte of the answer
  /// @param bodyMax the most bytes of the answer's body
  public record Limits(Duration connect, Duration total, int bodyMax, Reading reading) {}

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /// What makes an answer.
  public enum Reading {
    /// The whole body; an answer whose body is too long or breaks off is a [Exchange.MaybeSent].
    WHOLE,
    /// The status line; of the body as much as comes within the limits.
    GLIMPSE
  }
}
