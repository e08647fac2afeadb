package dev.holdfast.cli.show;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What a person should know of the models of tiers: who has failed an examination, and of whom
/// what was found counts no longer. Each once.
public final class ModelNotes {
  private final Screen screen;
  private final Set<String> toExamine = new LinkedHashSet<>();
  private final Set<String> told = new LinkedHashSet<>();

  public ModelNotes(Screen screen) {
    this.screen = screen;
  }

  /// @param tiers each with its chain
  public void tell(JsonNode tiers) {
    tiers.forEach(tier -> tier.path("chain").forEach(this::note));
    if (!toExamine.isEmpty()) {
      screen.line("Next: holdfast models check " + String.join(" ", toExamine));
    }
  }

  private void note(JsonNode link) {
    var model = link.path("model").asString("");
    if (!told.add(model)) {
      return;
    }
    var lacks =
        link.path("lacks").valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    if (link.path("status").asString("").equals("unfit")) {
      toExamine.add(model);
      screen.line(
          screen.palette().bad(model + " is asked by nobody: " + link.path("why").asString("")));
    } else if (!lacks.isEmpty()) {
      toExamine.add(model);
      screen.line(screen.palette().bad(model + " is not asked for what needs " + lacks));
    }
    var outdated = link.path("outdated").asString("");
    if (!outdated.isEmpty()) {
      toExamine.add(model);
      screen.line(
          screen.palette().doubtful(model + ": what was found counts no longer, " + outdated));
    }
  }
}
