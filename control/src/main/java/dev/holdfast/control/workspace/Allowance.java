package dev.holdfast.control.workspace;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/// `allow`: patterns of tools and actions, a name or a prefix ending in `*`.
final class Allowance {
  private static final Pattern PATTERN =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,99}\\*?|\\*");
  private static final String DELEGATE = "delegate.";

  private Allowance() {}

  static List<Section.Texted> read(Section section) {
    var allow = section.texts("allow");
    for (var pattern : allow) {
      if (!PATTERN.matcher(pattern.text()).matches()) {
        section.error(
            pattern,
            "allow",
            "must be a tool's name, or a beginning with '*', not '" + pattern.text() + "'");
      }
    }
    return allow;
  }

  /// Reports each `delegate.<contract>` that names no contract.
  static void delegations(Section section, Collection<String> contracts) {
    for (var pattern : section.texts("allow")) {
      var name = pattern.text();
      if (name.startsWith(DELEGATE) && !name.endsWith("*")) {
        var contract = name.substring(DELEGATE.length());
        if (!contracts.contains(contract)) {
          section.error(
              pattern,
              "allow",
              "refers to no contract '" + contract + "'" + Nearest.hint(contract, contracts));
        }
      }
    }
  }

  /// Whether everything that the inner pattern allows is allowed by one of the outer ones.
  static boolean covers(List<String> outer, String inner) {
    return outer.stream()
        .anyMatch(pattern ->
            pattern.endsWith("*")
                ? inner.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(inner));
  }
}
