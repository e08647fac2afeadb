package dev.holdfast.core.models;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.util.Map;

/// A kind of work: how patient one is with it, and who does it.
///
/// @param tier the tier that serves it when it is asked for by name, empty for none
public record TaskClass(String tier, Patience patience) {
  /// The class of what says nothing else.
  public static final String USUAL = "routine";

  /// The classes that are there without a word in the workspace: somebody waits; nobody waits; it
  /// is known to take long.
  public static final Map<String, TaskClass> BUILT_IN =
      Map.of(
          "interactive",
          of(new Patience(ofSeconds(5), ofSeconds(20), ofSeconds(15), ofMinutes(1))),
          USUAL,
          of(new Patience(ofSeconds(10), ofSeconds(60), ofSeconds(30), ofMinutes(5))),
          "heavy",
          of(new Patience(ofSeconds(10), ofMinutes(3), ofMinutes(1), ofMinutes(30))));

  private static TaskClass of(Patience patience) {
    return new TaskClass("", patience);
  }
}
