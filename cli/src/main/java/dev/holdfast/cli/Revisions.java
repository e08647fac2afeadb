package dev.holdfast.cli;

import dev.holdfast.cli.link.Exit;
import dev.holdfast.cli.link.Failure;
import dev.holdfast.cli.link.Reply;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Changes one job under the revision that was seen. Where none is named, it is read just before:
/// then only a change in that very moment is refused.
final class Revisions {
  private static final String CHANGED = "changed-meanwhile";

  private final Caller caller;
  private final String path;

  Revisions(Caller caller, String path) {
    this.caller = caller;
    this.path = path;
  }

  /// @param revision empty for the one that is there now
  Reply save(ObjectNode job, String revision, String query) {
    var tag = revision.isEmpty() ? present() : Optional.of(revision);
    var headers =
        tag.map(seen -> Map.of("If-Match", quoted(seen)))
            .orElseGet(() -> Map.of("If-None-Match", "*"));
    try {
      return caller.api().put(path + query, job, headers);
    } catch (Failure refused) {
      throw explained(refused);
    }
  }

  Reply remove(String revision, String reason) {
    var seen = revision.isEmpty() ? read().json().path("revision").asString() : revision;
    try {
      return caller
          .api()
          .delete(path + "?reason=" + Words.escaped(reason), Map.of("If-Match", quoted(seen)));
    } catch (Failure refused) {
      throw explained(refused);
    }
  }

  /// Empty where there is no such job.
  private Optional<String> present() {
    try {
      return Optional.of(read().json().path("revision").asString());
    } catch (Failure refused) {
      if (refused.exit() == Exit.NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private Reply read() {
    return caller.get(path);
  }

  private static String quoted(String revision) {
    return "\"" + revision + "\"";
  }

  private Failure explained(Failure refused) {
    if (!refused.code().equals(CHANGED)) {
      return refused;
    }
    var id = path.substring(path.lastIndexOf('/') + 1);
    return refused.advising(
        "See what changed: holdfast jobs changes "
            + id
            + ". Put your change into what is there now (jobs show "
            + id
            + " --json), and save again.");
  }
}
