package dev.holdfast.cli.show;

import java.io.Console;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How what became of an instant is drawn as one mark: as a sign for a person at a terminal that
/// shows them, as a letter for everybody else.
public enum Drawing {
  SIGNS,
  LETTERS;

  /// What fits this process: its output, and the language that its environment names.
  public static Drawing fitting(Map<String, String> environment) {
    // JDK 25 answers null again where there is no terminal.
    boolean person = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return person && speaksUnicode(environment) ? SIGNS : LETTERS;
  }

  static boolean speaksUnicode(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
        .map(name -> environment.getOrDefault(name, "").toLowerCase(Locale.ROOT))
        .filter(locale -> !locale.isEmpty())
        .findFirst()
        .filter(locale -> locale.contains("utf-8") || locale.contains("utf8"))
        .isPresent();
  }
}
