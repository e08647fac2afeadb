package dev.holdfast.execution.tools;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.models.Offer;
import dev.holdfast.core.models.ToolWish;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.attempt.Doors;
import dev.holdfast.execution.attempt.Intents;
import dev.holdfast.execution.secrets.Redaction;
import dev.holdfast.ledger.Codec;
import dev.holdfast.ledger.wire.ResultWire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tools that one attempt may use.
public final class Toolbox {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int NAME_MAX = 64;
  private static final int HASH_LENGTH = 8;
  private static final int AT_ONCE = 4;
  private static final int WISHES_MAX = 16;
  private static final int ARGUMENTS_MAX = 256 * 1024;
  private static final int FINDINGS_SHOWN = 5;
  private static final int SHOWN = 2 * 1024;

  private final Map<String, Tool> tools = new LinkedHashMap<>();
  private final Doors doors;
  private final Expressions expressions;

  public Toolbox(Attempt attempt, Doors doors, Redaction redaction) {
    this.doors = doors;
    var intents = new Intents(doors);
    var contract = attempt.contract();
    if (contract.allows(HttpGet.NAME)) {
      add(new HttpGet(attempt, doors, intents, redaction));
    }
    var children = new Children(attempt, doors, intents);
    var policy = doors.versions().at(attempt.assignment().terms().policyVersion()).delegation();
    this.expressions = policy.expressions();
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

  /// Uses all that one answer of a model wishes for, a few at once; what came of each, in the order
  /// of the wishes.
  public List<Used> use(List<ToolWish> wishes) throws InterruptedException {
    var works =
        IntStream.range(0, wishes.size())
            .<Callable<Used>>mapToObj(place -> () -> use(wishes.get(place), place))
            .toList();
    return works.isEmpty() ? List.of() : new SideBySide(AT_ONCE).all(works);
  }

  private Used use(ToolWish wish, int place) throws InterruptedException {
    return place < WISHES_MAX
        ? use(wish.tool(), wish.arguments())
        : unused("too-many", "not used: at most " + WISHES_MAX + " tools are used for one answer");
  }

  /// @param name as it was offered
  /// @param arguments a JSON text, as the model wrote it
  private Used use(String name, String arguments) throws InterruptedException {
    var tool = tools.get(name);
    if (tool == null) {
      return unused("no-such-tool", "there is no tool '" + name + "'; there are " + tools.keySet());
    }
    if (arguments.length() > ARGUMENTS_MAX) {
      return unused("too-long", "the arguments are longer than " + ARGUMENTS_MAX + " characters");
    }
    JsonNode tree;
    try {
      tree = MAPPER.readTree(arguments.isBlank() ? "{}" : arguments);
    } catch (JacksonException malformed) {
      return unused("not-json", "the arguments are not JSON: " + malformed.getOriginalMessage());
    }
    return tree.isObject()
        ? use(tool, tree)
        : unused("not-an-object", "the arguments are not a JSON object");
  }

  private Used use(Tool tool, JsonNode arguments) throws InterruptedException {
    var findings = expressions.violations(tool.parameters(), ResultWire.output(arguments).value());
    if (!findings.isEmpty()) {
      return unused(
          "schema",
          "the arguments do not fit the tool's schema, so that it was not used: "
              + findings.stream()
                  .limit(FINDINGS_SHOWN)
                  .map(finding -> shown(finding.toString()))
                  .collect(Collectors.joining("; ")));
    }
    doors.meter().count("tool.used", "tool", tool instanceof HttpGet ? HttpGet.NAME : "delegate");
    return tool.use(arguments);
  }

  /// Nothing was called, and the model may correct itself.
  private Used unused(String reason, String text) {
    doors.meter().count("tool.unused", "reason", reason);
    return Used.error(shown(text));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
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
