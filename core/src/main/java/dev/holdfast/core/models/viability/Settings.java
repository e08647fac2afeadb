package dev.holdfast.core.models.viability;

import dev.holdfast.core.config.Workspace;
import dev.holdfast.core.models.ModelId;

/// What a workspace says of one model: where it is, with which key (by its reference, never its
/// value), and what it can do. What was found under other settings counts no longer.
public final class Settings {
  private Settings() {}

  /// A text that is the same for the same settings; its hash is what is kept.
  public static String text(Workspace workspace, ModelId model) {
    var provider = workspace.providers().get(model.provider());
    return "%s %s %s"
        .formatted(
            model,
            provider == null ? "none" : provider,
            workspace.policy().models().abilities(model));
  }
}
