package dev.holdfast.control.expressions;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Map;
import java.util.Set;

/// The names that an expression may use, with their types, by where it stands.
public enum Environment {
  /// A route's `when`: who asks, where, and what.
  ROUTE,
  /// A check's `that`: what was produced from what, in which attempt, supported by what.
  CHECK,
  /// An escalation's `when`: how often it was tried, and how it ended.
  ESCALATION,
  /// A stronger tier's `when`: how often it was tried, and what is to be asked.
  TIER;

  private static final CelType COUNTS = MapType.create(SimpleType.STRING, SimpleType.INT);

  Map<String, CelType> names() {
    return switch (this) {
      case ROUTE ->
          Map.of(
              "actor", SimpleType.STRING,
              "channel", SimpleType.STRING,
              "thread", SimpleType.STRING,
              "text", SimpleType.STRING,
              "payload", SimpleType.DYN);
      case CHECK ->
          Map.of(
              "output", SimpleType.DYN,
              "input", SimpleType.DYN,
              "attempts", SimpleType.INT,
              "evidence", ListType.create(MapType.create(SimpleType.STRING, SimpleType.STRING)));
      case ESCALATION ->
          Map.of(
              "attempts", SimpleType.INT,
              "verdict", SimpleType.STRING,
              "fault", SimpleType.STRING);
      case TIER ->
          Map.of(
              "attempts", SimpleType.INT,
              "verdict", COUNTS,
              "input", COUNTS,
              "tools", COUNTS);
    };
  }

  /// The environment that these facts are of.
  ///
  /// @throws IllegalArgumentException if there is none: whoever asks the rules' questions gives the
  ///   rules' facts
  static Environment of(Set<String> facts) {
    for (var environment : values()) {
      if (environment.names().keySet().equals(facts)) {
        return environment;
      }
    }
    throw new IllegalArgumentException("no expression is written over " + facts);
  }
}
