package dev.holdfast.gateway.showing;

import dev.holdfast.gateway.http.Doc;
import tools.jackson.databind.JsonNode;

/// One fact of one stream, as its entry tells it.
///
/// @param entry the entry's id
/// @param place the fact's place in its entry
/// @param at when it was entered, RFC 3339
/// @param event the fact itself, with its word in `is`
public record Step(long entry, int place, String at, String stream, JsonNode event) {

  /// What a live stream resumes by.
  public String id() {
    return entry + "-" + place;
  }

  public String what() {
    return event.path("is").asString("");
  }

  /// With the fact in full.
  public Doc doc() {
    return new Doc()
        .text("id", id())
        .text("at", at)
        .text("what", what())
        .text("stream", stream)
        .number("entry", entry)
        .node("event", event);
  }

  /// As a line of a timeline.
  public Doc line() {
    return new Doc()
        .text("at", at)
        .text("what", what())
        .text("stream", stream)
        .number("entry", entry)
        .node("detail", event);
  }
}
