package dev.holdfast.execution.providers;

import dev.holdfast.core.models.FaultClass;
import dev.holdfast.execution.egress.Lines;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Takes an answer apart into its chunks: events (`text/event-stream`), lines of JSON, or one JSON
/// text of a server that does not stream. Which of them it is shows by its first line, because
/// servers are not careful with the `Content-Type`. A line that is none of them ends the answer: it
/// is never passed over. Events are those of the HTML standard, section 9.2.6 ("Interpreting an
/// event stream"); there, an event may have several lines of data, and one whose blank line never
/// came is none.
final class AnswerStream implements Lines {
  private static final String FIELD = "data";
  private static final String DATA = FIELD + ":";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int BODY_MAX = 4 << 20;

  private final boolean inLines;
  private final Hearing hearing;
  private final StringBuilder body = new StringBuilder();

  /// The data of an event that has begun with less than a chunk.
  private final StringBuilder pending = new StringBuilder();

  private Shape shape = Shape.UNKNOWN;
  private Optional<BrokenAnswer> broken = Optional.empty();
  private Optional<JsonNode> complaint = Optional.empty();
  private boolean complete = false;
  private boolean heard = false;

  private enum Shape {
    UNKNOWN,
    EVENTS,
    LINES,
    /// One text, read when it has come whole.
    BODY
  }

  /// @param inLines whether the provider streams lines of JSON instead of events
  AnswerStream(boolean inLines, Hearing hearing) {
    this.inLines = inLines;
    this.hearing = hearing;
  }

  @Override
  public Heard line(String line) {
    try {
      return shape == Shape.UNKNOWN ? first(line) : shaped(line);
    } catch (BrokenAnswer why) {
      broken = Optional.of(why);
      return Heard.ENOUGH;
    }
  }

  private Heard first(String line) throws BrokenAnswer {
    var begun = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
    if (begun.isBlank()) {
      return Heard.KEEP_ALIVE;
    }
    shape = shapeOf(begun);
    return shaped(begun);
  }

  private Heard shaped(String line) throws BrokenAnswer {
    return switch (shape) {
      case UNKNOWN -> Heard.KEEP_ALIVE;
      case EVENTS -> event(line);
      case LINES -> line.isBlank() ? Heard.KEEP_ALIVE : chunk(parsed(line));
      case BODY -> keep(line);
    };
  }

  private Shape shapeOf(String line) {
    if (inLines && line.startsWith("{")) {
      return Shape.LINES;
    }
    return isField(line) ? Shape.EVENTS : Shape.BODY;
  }

  private static boolean isField(String line) {
    return line.startsWith(":") || isData(line) || isOtherField(line);
  }

  private static boolean isData(String line) {
    return line.startsWith(DATA) || line.equals(FIELD);
  }

  private static boolean isOtherField(String line) {
    return line.startsWith("event:") || line.startsWith("id:") || line.startsWith("retry:");
  }

  private Heard event(String line) throws BrokenAnswer {
    if (line.isEmpty()) {
      return dispatched();
    }
    if (line.startsWith(":") || isOtherField(line)) {
      return Heard.KEEP_ALIVE;
    }
    if (!isData(line)) {
      throw BrokenAnswer.malformed("a line of the stream is no event");
    }
    var data = line.equals(FIELD) ? "" : line.substring(DATA.length()).strip();
    return pending.isEmpty() ? begun(data) : gathered(data);
  }

  /// Nearly every event is one line of data, which does not wait for the blank line behind it: not
  /// every server sends one.
  private Heard begun(String data) throws BrokenAnswer {
    if (data.equals("[DONE]")) {
      return Heard.ENOUGH;
    }
    if (data.isEmpty()) {
      return Heard.KEEP_ALIVE;
    }
    var chunk = tree(data);
    return chunk.isPresent() ? chunk(object(chunk.get())) : gathered(data);
  }

  private Heard gathered(String data) throws BrokenAnswer {
    pending.append(data).append('\n');
    if (pending.length() > BODY_MAX) {
      throw BrokenAnswer.malformed("an event is longer than " + BODY_MAX + " characters");
    }
    return Heard.KEEP_ALIVE;
  }

  private Heard dispatched() throws BrokenAnswer {
    if (pending.isEmpty()) {
      return Heard.KEEP_ALIVE;
    }
    var data = pending.toString();
    pending.setLength(0);
    return chunk(parsed(data));
  }

  private Heard chunk(JsonNode chunk) throws BrokenAnswer {
    if (isComplaint(chunk)) {
      complaint = Optional.of(chunk);
      return Heard.ENOUGH;
    }
    return switch (hearing.chunk(chunk)) {
      case NONE -> Heard.KEEP_ALIVE;
      case CONTENT -> {
        heard = true;
        yield Heard.CONTENT;
      }
      case ENDING -> {
        complete = true;
        yield Heard.ENDING;
      }
      case END -> {
        complete = true;
        yield Heard.ENOUGH;
      }
    };
  }

  private Heard keep(String line) throws BrokenAnswer {
    body.append(line).append('\n');
    if (body.length() > BODY_MAX) {
      throw BrokenAnswer.malformed("the answer is longer than " + BODY_MAX + " characters");
    }
    return Heard.KEEP_ALIVE;
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(Fields.MAPPER.readTree(text));
    } catch (JacksonException _) {
      // The next line of data may go on with it.
      return Optional.empty();
    }
  }

  private static JsonNode object(JsonNode chunk) throws BrokenAnswer {
    if (chunk.isObject()) {
      return chunk;
    }
    throw BrokenAnswer.malformed("a chunk of the answer is no JSON object");
  }

  private static JsonNode parsed(String text) throws BrokenAnswer {
    try {
      return object(Fields.MAPPER.readTree(text));
    } catch (JacksonException malformed) {
      throw BrokenAnswer.malformed(
          "a chunk of the answer is not JSON: " + malformed.getOriginalMessage());
    }
  }

  private static boolean isComplaint(JsonNode chunk) {
    return chunk.hasNonNull("error");
  }

  /// The connection has ended, or enough was heard. Whether the answer is whole.
  ///
  /// @param cut whether the connection broke off, so that an answer that came at once may lack a
  ///   part
  /// @throws BrokenAnswer if it is not
  void ended(boolean cut) throws BrokenAnswer {
    if (broken.isPresent()) {
      throw broken.get();
    }
    if (shape == Shape.BODY && !cut) {
      var answer = parsed(body.toString());
      if (isComplaint(answer)) {
        complaint = Optional.of(answer);
        return;
      }
      hearing.whole(answer);
      complete = true;
    }
    if (!complete && complaint.isEmpty()) {
      throw new BrokenAnswer(
          FaultClass.TRUNCATED,
          shape == Shape.UNKNOWN
              ? "the answer is empty"
              : "the answer ended without its end marker");
    }
  }

  /// The error object that came in the place of an answer, or in the middle of it.
  Optional<JsonNode> complaint() {
    return complaint;
  }

  boolean isComplete() {
    return complete;
  }

  /// Whether anything of the answer's content has come.
  boolean hasBegun() {
    return heard || shape == Shape.BODY;
  }
}
