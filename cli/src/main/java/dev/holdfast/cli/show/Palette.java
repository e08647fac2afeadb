package dev.holdfast.cli.show;

import java.io.Console;
import java.util.Map;
import java.util.Optional;

/// Colours, or none: they are for a person at a terminal who did not switch them off (NO_COLOR).
public enum Palette {
  COLOURED("\u001b[32m", "\u001b[31m", "\u001b[33m", "\u001b[2m", "\u001b[1m", "\u001b[0m"),
  PLAIN("", "", "", "", "", "");

  private final String good;
  private final String bad;
  private final String doubtful;
  private final String quiet;
  private final String strong;
  private final String end;

  Palette(String good, String bad, String doubtful, String quiet, String strong, String end) {
    this.good = good;
    this.bad = bad;
    this.doubtful = doubtful;
    this.quiet = quiet;
    this.strong = strong;
    this.end = end;
  }

  /// What fits this process: its output and its environment.
  public static Palette fitting(Map<String, String> environment) {
    // JDK 25 answers null again where there is no terminal.
    boolean person = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean wanted =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return person && wanted ? COLOURED : PLAIN;
  }

  public String good(String text) {
    return good + text + end;
  }

  public String bad(String text) {
    return bad + text + end;
  }

  public String doubtful(String text) {
    return doubtful + text + end;
  }

  public String quiet(String text) {
    return quiet + text + end;
  }

  public String strong(String text) {
    return strong + text + end;
  }
}
