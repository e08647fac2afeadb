package dev.holdfast.execution.egress;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.regex.Pattern;

/// What is left of an answer when enough of it was read: a connection can serve again only behind
/// the answer's very end.
record Rest(AnswerHead head, InputStream body) {
  private static final int MOST = 8 * 1024;

  /// Many servers close after five seconds of silence, and do not say so.
  private static final Duration USUAL = Duration.ofSeconds(4);

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Pattern TIMEOUT =
      Pattern.compile("(?:.*[,\\s])?timeout=(\\d{1,5})(?:\\D.*)?");

  /// Whether the connection goes on behind an answer like this one.
  boolean isBounded() {
    return head.persistent() && body instanceof BoundedBody;
  }

  /// Whether nothing of it has to be waited for any more.
  boolean isAtEnd() {
    return body instanceof BoundedBody bounded && bounded.isAtEnd();
  }

  /// Reads to the end.
  ///
  /// @return whether it came
  boolean isRead() throws IOException {
    return body.readNBytes(MOST).length < MOST;
  }

  /// How long the other side lets the connection wait; a second less than it says, for the way.
  Duration idle() {
    var said = TIMEOUT.matcher(head.headers().first("keep-alive").orElse(""));
    if (!said.matches()) {
      return USUAL;
    }
    var idle = Duration.ofSeconds(Long.parseLong(said.group(1)) - 1);
    return idle.compareTo(LONGEST) > 0 ? LONGEST : idle;
  }
}
