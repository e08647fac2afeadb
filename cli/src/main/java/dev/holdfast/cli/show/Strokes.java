package dev.holdfast.cli.show;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The last instants of a job as one line, the newest at its right end. Instants that were not run
/// one after the other are one record and as many marks.
final class Strokes {
  static final int MOST = 30;

  private final List<Stroke> strokes;

  /// @param instants as the API lists them, newest first
  Strokes(JsonNode instants) {
    var newestFirst = new ArrayList<Stroke>();
    for (var instant : instants.path("items")) {
      var stroke = Stroke.of(instant.path("status").asString());
      long count = Math.max(1, instant.path("count").asLong(1));
      for (long i = 0; i < count && newestFirst.size() < MOST; i++) {
        newestFirst.add(stroke);
      }
    }
    this.strokes = newestFirst.reversed();
  }

  boolean isEmpty() {
    return strokes.isEmpty();
  }

  String line(Drawing drawing, Palette palette) {
    return strokes.stream()
        .map(stroke -> stroke.in(drawing, palette))
        .collect(Collectors.joining());
  }

  /// What the marks mean that were drawn.
  String legend(Drawing drawing, Palette palette) {
    return EnumSet.copyOf(strokes).stream()
        .map(stroke -> stroke.in(drawing, palette) + " " + stroke.word())
        .collect(Collectors.joining("  "));
  }
}
