package dev.holdfast.execution.agents;

import dev.holdfast.core.Expressions;
import dev.holdfast.core.Finding;
import dev.holdfast.core.delegation.Evidence;
import dev.holdfast.core.delegation.Fault;
import dev.holdfast.core.models.Options;
import dev.holdfast.execution.attempt.Attempt;
import dev.holdfast.execution.tools.Marked;
import dev.holdfast.ledger.wire.ResultWire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Puts a contract into a model's words, and its answer back into a result.
final class Briefing {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int TAIL = 2 * 1024;

  /// What providers show the schema's name as.
  private static final String FORM = "result";

  private static final Pattern FENCED =
      Pattern.compile("\\s*```(?:json)?\\s*\\n(.*?)\\n?```\\s*", Pattern.DOTALL);

  private final Attempt attempt;
  private final Expressions expressions;
  private final JsonNode schema;

  /// @param expressions those that the gate will judge by
  Briefing(Attempt attempt, Expressions expressions) {
    this.attempt = attempt;
    this.expressions = expressions;
    this.schema = MAPPER.readTree(attempt.contract().schema().text());
  }

  /// What stays the same comes first (the agent's words, the rule about data, the contract), what
  /// an earlier attempt was told last: a provider then finds the beginning in its cache.
  String instructions(String own) {
    var text = new StringBuilder(own.strip());
    if (!text.isEmpty()) {
      text.append("\n\n");
    }
    text.append(Marked.RULE)
        .append("\n\nObjective: ")
        .append(attempt.contract().objective())
        .append('\n');
    text.append(
            "Answer with one JSON value that is valid under this JSON Schema, and nothing else: ")
        .append(attempt.contract().schema().text())
        .append('\n');
    var feedback = attempt.leased().progress().feedback();
    if (!feedback.isEmpty()) {
      text.append("The last answer was not accepted, because of:\n");
      feedback.forEach(finding -> text.append("- ").append(finding).append('\n'));
    }
    return text.toString();
  }

  /// The words above ask for the schema already; a model that can be held to it is.
  Options options() {
    var schema = attempt.contract().schema();
    return schema.isNull() ? Options.NONE : Options.NONE.with(new Options.Form.Told(FORM, schema));
  }

  /// What somebody wrote, with what came along; else the whole input.
  String question() {
    var input = MAPPER.readTree(attempt.assignment().input().text());
    var text = input.path("text").asString("");
    if (text.isBlank()) {
      return attempt.assignment().input().text();
    }
    var payload = input.path("payload");
    return payload.isMissingNode() || payload.isNull()
        ? text
        : text + "\n\nWhat came with it: " + MAPPER.writeValueAsString(payload);
  }

  /// What the gate would find wrong with an answer's shape; none where it is empty, which is
  /// another kind of wrong.
  List<Finding> wrong(String answer) {
    var schema = attempt.contract().schema();
    if (schema.isNull() || answer.isBlank()) {
      return List.of();
    }
    return switch (result(answer, List.of())) {
      case Result.Completed(var output, _) -> expressions.violations(schema, output.value());
      case Result.Failed(var fault) -> List.of(new Finding("", told(fault)));
      case Result.Settled() -> List.of();
    };
  }

  /// Its own words need not be told back.
  private static String told(Fault fault) {
    return fault.kind().equals("not-json") ? "is no JSON value" : fault.message();
  }

  /// A JSON value, also in a code fence; plain words where an object with a `text` is wanted.
  Result result(String answer, List<Evidence> evidence) {
    var fenced = FENCED.matcher(answer);
    var plain = fenced.matches() ? fenced.group(1) : answer.strip();
    var value = value(plain);
    if (wantsText() && !value.isObject()) {
      value = MAPPER.createObjectNode().put("text", answer.strip());
    }
    if (value.isMissingNode()) {
      return Result.failed(
          "not-json",
          "the model's answer is not JSON; it ends with: "
              + answer.substring(Math.max(0, answer.length() - TAIL)));
    }
    var envelope = MAPPER.createObjectNode();
    envelope.set("output", value);
    return switch (Result.of(ResultWire.read(bytes(envelope)), "")) {
      case Result.Completed(var output, _) -> new Result.Completed(output, evidence);
      case Result.Failed failed -> failed;
      case Result.Settled settled -> settled;
    };
  }

  private static byte[] bytes(ObjectNode envelope) {
    return MAPPER.writeValueAsString(envelope).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode value(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException _) {
      // Words, not JSON.
      return MAPPER.missingNode();
    }
  }

  private boolean wantsText() {
    return schema.path("required").values().stream()
            .anyMatch(name -> "text".equals(name.asString()))
        || "string".equals(schema.path("properties").path("text").path("type").asString(""));
  }
}
