package dev.holdfast.cli;

import dev.holdfast.cli.link.Reply;
import dev.holdfast.cli.show.ViabilityTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Has models examined, and waits for what is found.
final class ModelChecks {
  private static final Map<String, String> PATIENCE = Map.of("Prefer", "wait=20");
  private static final Set<String> UNDER_WAY = Set.of("wanted", "examining");
  private static final String PATH = "/v1/viability";

  /// A model is examined for at most five minutes, and three times.
  private static final Duration LONGEST = Duration.ofMinutes(20);

  private final Caller caller;
  private final Progress progress;
  private final long began = System.nanoTime();

  ModelChecks(Caller caller) {
    this.caller = caller;
    this.progress = new Progress(caller.screen());
  }

  /// What is known, without asking anybody.
  int known() {
    return show(items(caller.get(PATH)));
  }

  int check(List<String> names) {
    var body = Reply.object();
    if (!names.isEmpty()) {
      var models = body.putArray("models");
      names.forEach(models::add);
    }
    var wanted = items(caller.post(PATH + "/check", body));
    var found = new ArrayList<JsonNode>();
    for (var model : wanted) {
      found.add(awaited(model));
    }
    return show(found);
  }

  private static List<JsonNode> items(Reply answer) {
    return answer.json().path("items").valueStream().toList();
  }

  private JsonNode awaited(JsonNode model) {
    var name = model.path("model").asString("");
    progress.step("examining " + name);
    var now = model;
    while (UNDER_WAY.contains(now.path("status").asString("")) && !isOver()) {
      now = caller.get(PATH + "/" + segments(name), PATIENCE).json();
    }
    progress.step(name + " is " + now.path("status").asString(""));
    return now;
  }

  private boolean isOver() {
    return System.nanoTime() - began > LONGEST.toNanos();
  }

  private static String segments(String name) {
    return String.join("/", List.of(name.split("/")).stream().map(Words::escaped).toList());
  }

  /// Good is what can all that was looked at, as far as that counts.
  private int show(List<JsonNode> models) {
    if (caller.wantsJson()) {
      var page = Reply.object();
      var items = page.putArray("items");
      models.forEach(items::add);
      caller.screen().line(page.toString());
    } else {
      new ViabilityTable(caller.screen()).show(models);
    }
    return Cli.outcome(
        models.stream().allMatch(model -> model.path("status").asString("").equals("viable")));
  }
}
