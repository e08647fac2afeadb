package dev.holdfast.execution.egress;

import java.util.List;
import java.util.Locale;

/// Hosts that may be reached although they are private: `host`, `host:port`, `*.suffix` or
/// `*.suffix:port`; an IPv6 address with a port stands in brackets.
final class AllowList {
  private final List<String> patterns;

  AllowList(List<String> patterns) {
    this.patterns = patterns.stream().map(pattern -> pattern.toLowerCase(Locale.ROOT)).toList();
  }

  /// @param host lower case, an IPv6 address without brackets
  boolean lists(String host, int port) {
    var bracketed = written(host);
    return patterns.stream()
        .anyMatch(pattern ->
            matches(pattern, host)
                || matches(pattern, bracketed)
                || matches(pattern, bracketed + ":" + port));
  }

  /// The host as it stands before a port.
  static String written(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static boolean matches(String pattern, String place) {
    return pattern.startsWith("*.")
        ? place.endsWith(pattern.substring(1)) && place.length() >= pattern.length()
        : pattern.equals(place);
  }
}
