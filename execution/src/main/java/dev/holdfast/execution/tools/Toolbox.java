package dev.holdfast.execution.tools;

import dev.holdfast.core.models.Offer;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Intents;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.ledger.Codec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tools that one attempt may use.
public final class Toolbox {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int NAME_MAX = 64;
  private static final int HASH_LENGTH = 8;

  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final Doors doors;

  public Toolbox(Attempt attempt, Doors doors, Redaction redaction) {
    this.doors = doors;
    var intents = new Intents(doors);
    var contract = attempt.contract();
    if (contract.allows(HttpGet.NAME)) {
      add(new HttpGet(attempt, doors, intents, redaction));
    }
    var children = new Children(attempt, doors, intents);
    var policy = doors.versions().at(attempt.assignment().terms().policyVersion()).delegation();
    policy.contracts().keySet().stream()
        .sorted()
        .filter(name -> contract.allows(Delegation.PREFIX + name))
        .forEach(name -> add(new Delegation(name, policy, attempt, children)));
  }

  private void add(Tool tool) {
    tools.put(wireName(tool.name()), tool);
  }

  public List<Offer> offers() {
    return tools.entrySet().stream()
        .map(entry ->
            new Offer(entry.getKey(), entry.getValue().purpose(), entry.getValue().parameters()))
        .toList();
  }

  /// Uses a tool by its offered name.
  ///
  /// @param arguments a JSON text, as the model wrote it
  public Used use(String name, String arguments) throws InterruptedException {
    var tool = tools.get(name);
    if (tool == null) {
      return Used.error("there is no tool '" + name + "'; there are " + tools.keySet());
    }
    JsonNode tree;
    try {
      tree = MAPPER.readTree(arguments.isBlank() ? "{}" : arguments);
    } catch (JacksonException malformed) {
      return Used.error("the arguments are not JSON: " + malformed.getOriginalMessage());
    }
    if (!tree.isObject()) {
      return Used.error("the arguments are not a JSON object");
    }
    doors.meter().count("tool.used", "tool", tool instanceof HttpGet ? HttpGet.NAME : "delegate");
    return tool.use(tree);
  }

  /// `http.get` becomes `http_get`; a name that is too long keeps its beginning and a hash.
  public static String wireName(String name) {
    var plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return plain.length() <= NAME_MAX
        ? plain
        : plain.substring(0, NAME_MAX - HASH_LENGTH - 1)
            + "_"
            + Codec.hash(name).substring(0, HASH_LENGTH);
  }
}
