package dev.holdfast.execution.egress;

import dev.holdfast.core.Diagnostic;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A request as HTTP/1.1 writes it (RFC 9112, section 3).
final class RequestText {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "connection",
          "accept-encoding",
          "transfer-encoding",
          "expect",
          "te",
          "upgrade");

  private RequestText() {}

  /// Why it cannot be written; a line break in a value would begin another header.
  static Optional<Diagnostic> refusal(OutboundRequest request) {
    if (!TOKEN.matcher(request.method()).matches()) {
      return Optional.of(unwritable("The method is not a word."));
    }
    return request.headers().entrySet().stream()
        .filter(header ->
            !TOKEN.matcher(header.getKey()).matches()
                || !VALUE.matcher(header.getValue()).matches())
        .findFirst()
        .map(header ->
            unwritable("The header '" + printable(header.getKey()) + "' is not plain text."));
  }

  /// @param connection what becomes of the connection: `close` or `keep-alive`
  static byte[] head(OutboundRequest request, int bodyLength, String connection) {
    var uri = URI.create(request.uri().toASCIIString());
    var head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(target(uri)).append(" HTTP/1.1\r\n");
    append(head, "Host", uri.getRawAuthority());
    append(head, "Connection", connection);
    append(head, "Accept-Encoding", "identity");
    if (bodyLength > 0 || request.method().startsWith("P")) {
      append(head, "Content-Length", Integer.toString(bodyLength));
    }
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      if (!OURS.contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
        append(head, header.getKey(), header.getValue());
      }
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String target(URI uri) {
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static void append(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static Diagnostic unwritable(String cause) {
    return new Diagnostic(
        "request-unwritable",
        cause,
        "Nothing was sent.",
        "Look at the headers and secrets that go into this request: one line of ASCII each.");
  }
}
