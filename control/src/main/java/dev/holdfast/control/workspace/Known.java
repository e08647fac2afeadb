package dev.holdfast.control.workspace;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a contract can refer to: agents by name, the channels, and which of those take alerts.
record Known(Map<String, AgentFacts> agents, Set<String> channels, Set<String> alertable) {

  /// @param allow what its contracts may use when they do not say
  /// @param bounded whether `allow` also is the most that they may use
  record AgentFacts(Kind kind, List<String> allow, boolean bounded) {}

  enum Kind {
    MODEL,
    COMMAND,
    HTTP,
    WORKER
  }

  /// Reports a reference to nothing.
  ///
  /// @return whether it refers to something
  static boolean refers(
      Section section, String key, String name, String what, Collection<String> known) {
    if (known.contains(name)) {
      return true;
    }
    section.error(key, "refers to no " + what + " '" + name + "'" + Nearest.hint(name, known));
    return false;
  }
}
