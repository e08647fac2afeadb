package dev.holdfast.execution.egress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The status line and the header fields of an answer (RFC 9112).
///
/// @param persistent whether the connection may go on behind the answer (section 9.3)
record AnswerHead(int status, String reason, Headers headers, boolean persistent) {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: (.*))?");
  private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*)");
  private static final Pattern CHARSET =
      Pattern.compile(".*;\\s*charset=\"?([^\";\\s]+).*", Pattern.CASE_INSENSITIVE);
  private static final int LINE_MAX = 16 * 1024;
  private static final int FIELDS_MAX = 200;
  private static final int INTERIM_MAX = 10;
  private static final int FIRST_FINAL = 200;
  private static final int SWITCHING = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  /// Reads the final head; interim ones (100, 103) are passed over.
  static AnswerHead read(InputStream input) throws IOException {
    var lines = new LineReader(input, StandardCharsets.ISO_8859_1, LINE_MAX);
    for (int interim = 0; interim < INTERIM_MAX; interim++) {
      var head = readOne(lines);
      if (head.status >= FIRST_FINAL) {
        return head;
      }
      if (head.status == SWITCHING) {
        throw new MalformedAnswer("the answer switches to a protocol that was not asked for");
      }
    }
    throw new MalformedAnswer("the answer has more than " + INTERIM_MAX + " interim heads");
  }

  private static AnswerHead readOne(LineReader lines) throws IOException {
    var status = STATUS_LINE.matcher(lines.required());
    if (!status.matches()) {
      throw new MalformedAnswer("the answer does not begin with an HTTP/1.1 status line");
    }
    var reason = status.group(3) == null ? "" : status.group(3).strip();
    var headers = readFields(lines);
    boolean closes =
        headers.all("connection").stream()
            .anyMatch(said -> said.toLowerCase(Locale.ROOT).contains("close"));
    return new AnswerHead(
        Integer.parseInt(status.group(2)), reason, headers, status.group(1).equals("1") && !closes);
  }

  private static Headers readFields(LineReader lines) throws IOException {
    Map<String, List<String>> fields = new HashMap<>();
    int count = 0;
    for (var line = lines.required(); !line.isEmpty(); line = lines.required()) {
      var field = FIELD.matcher(line);
      if (!field.matches() || ++count > FIELDS_MAX) {
        throw new MalformedAnswer("the answer's header fields are malformed or too many");
      }
      fields
          .computeIfAbsent(field.group(1).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(field.group(2).strip());
    }
    return new Headers(fields);
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /// The body, ending where the head says that it ends (RFC 9112, section 6.3).
  InputStream body(String method, InputStream input) throws IOException {
    if (method.equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED) {
      return InputStream.nullInputStream();
    }
    if (!headers.all("content-encoding").stream().allMatch("identity"::equalsIgnoreCase)) {
      throw new MalformedAnswer("the answer is encoded although that was not asked for");
    }
    var transfer = headers.all("transfer-encoding");
    if (!transfer.isEmpty()) {
      if (transfer.size() != 1 || !transfer.getFirst().equalsIgnoreCase("chunked")) {
        throw new MalformedAnswer("the answer has an unknown transfer encoding");
      }
      return new ChunkedBody(input);
    }
    var lengths = headers.all("content-length").stream().distinct().toList();
    return lengths.isEmpty() ? input : new MeasuredBody(input, length(lengths));
  }

  private static long length(List<String> lengths) throws MalformedAnswer {
    if (lengths.size() != 1 || !lengths.getFirst().matches("\\d{1,18}")) {
      throw new MalformedAnswer("the answer's length is not one number");
    }
    return Long.parseLong(lengths.getFirst());
  }

  Charset charset() {
    var named = CHARSET.matcher(headers.first("content-type").orElse(""));
    if (!named.matches()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(named.group(1));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      // Better a text with odd characters than no answer at all.
      return StandardCharsets.UTF_8;
    }
  }
}
