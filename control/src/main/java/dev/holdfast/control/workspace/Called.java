package dev.holdfast.control.workspace;

import dev.holdfast.core.models.ModelId;
import java.util.Collection;

/// A model as people write it: `provider/name`.
sealed interface Called {
  record Model(ModelId id) implements Called {}

  record Nobody(String why) implements Called {}

  static Called of(String written, Collection<String> providers) {
    int slash = written.indexOf('/');
    if (slash < 1 || slash == written.length() - 1) {
      return new Nobody("must be a model like provider/name, not '" + written + "'");
    }
    var provider = written.substring(0, slash);
    return providers.contains(provider)
        ? new Model(new ModelId(provider, written.substring(slash + 1)))
        : new Nobody(
            "refers to no provider '" + provider + "'" + Nearest.hint(provider, providers));
  }
}
