package dev.holdfast.gateway.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an endpoint answers.
public sealed interface Reply {
  /// Header names are written as given.
  Map<String, String> headers();

  int status();

  /// A whole answer; `content` is empty where there is none.
  record Whole(int status, Map<String, String> headers, String content) implements Reply {}

  /// An answer that is written piece by piece. The endpoint's thread stays with it to the end.
  record Streamed(int status, Map<String, String> headers, Writing writing) implements Reply {}

  /// A refusal; written as a problem.
  record Refused(Problem problem) implements Reply {
    @Override
    public int status() {
      return problem.status();
    }

    @Override
    public Map<String, String> headers() {
      return problem.headers();
    }
  }

  /// Writes an answer; an exception of the stream means that the client has gone. It is called
  /// exactly once for every streamed reply, so that it can close what it holds. The client gets the
  /// status and the headers with the first piece, be it an empty one.
  @FunctionalInterface
  interface Writing {
    void write(Line line) throws IOException, InterruptedException;
  }

  /// Where pieces go; each is on its way when the call returns.
  @FunctionalInterface
  interface Line {
    void send(String piece) throws IOException;
  }

  static Reply json(int status, Doc doc) {
    return new Whole(status, Map.of("Content-Type", "application/json"), doc.line());
  }

  static Reply ok(Doc doc) {
    return json(200, doc);
  }

  static Reply text(String contentType, String content) {
    return new Whole(200, Map.of("Content-Type", contentType), content);
  }

  static Reply refused(Problem problem) {
    return new Refused(problem);
  }

  /// The same answer with one more header.
  default Reply with(String header, String value) {
    var more = new LinkedHashMap<>(headers());
    more.put(header, value);
    return switch (this) {
      case Whole whole -> new Whole(whole.status(), more, whole.content());
      case Streamed streamed -> new Streamed(streamed.status(), more, streamed.writing());
      case Refused(var problem) ->
          new Refused(
              new Problem(problem.status(), problem.diagnostic(), problem.findings(), more));
    };
  }
}
