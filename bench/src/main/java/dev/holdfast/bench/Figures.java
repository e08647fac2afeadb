package dev.holdfast.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// What a bench has measured, by name, in reading order. A name ends with its unit.
final class Figures {
  private static final double ROUNDING = 1_000;

  private final Map<String, Object> figures = new LinkedHashMap<>();

  Figures(Settings settings) {
    say("bench", settings.what());
    say("store", settings.storeName());
  }

  Figures say(String name, String text) {
    figures.put(name, text);
    return this;
  }

  Figures count(String name, long number) {
    figures.put(name, number);
    return this;
  }

  Figures measure(String name, double number) {
    figures.put(name, Math.round(number * ROUNDING) / ROUNDING);
    return this;
  }

  Figures tell(String name, boolean truth) {
    figures.put(name, truth);
    return this;
  }

  /// Whether nothing that was told is untrue.
  boolean isGood() {
    return !figures.containsValue(false);
  }

  String json() {
    return new JsonMapper().writeValueAsString(figures);
  }

  String table() {
    int widest = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
    return figures.entrySet().stream()
        .map(figure ->
            ("%-" + widest + "s  %s").formatted(figure.getKey(), shown(figure.getValue())))
        .collect(Collectors.joining("\n"));
  }

  private static String shown(Object value) {
    return switch (value) {
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      case Double number -> String.format(Locale.ROOT, number < 100 ? "%.2f" : "%,.0f", number);
      default -> value.toString();
    };
  }
}
