package dev.holdfast.control.workspace;

import dev.holdfast.core.delivery.DeliveryPolicy.ChannelTerms;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a contract can refer to, by name.
record Known(Map<String, AgentFacts> agents, Map<String, ChannelTerms> channels) {

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
